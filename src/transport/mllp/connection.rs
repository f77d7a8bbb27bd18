//! One connection, its sending and its receiving half.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadHalf, WriteHalf};
use tokio::time::timeout;
use tokio_util::bytes::BytesMut;
use tokio_util::codec::Decoder as _;

use super::decoder::FrameDecoder;
use super::{END, Frame, Limits, MllpError, framed};

/// What a connection runs over: TCP, or TLS over it.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// A connection with a peer.
pub struct Connection {
    /// The half that sends.
    pub sender: Sender,
    /// The half that receives.
    pub receiver: Receiver,
    /// The peer.
    pub peer: SocketAddr,
    /// The certificates that the peer showed (DER), its own first; none without TLS.
    pub certificates: Vec<Vec<u8>>,
}

/// The half that sends.
pub struct Sender {
    stream: WriteHalf<Box<dyn Stream>>,
    limit: Duration,
}

/// The half that receives.
pub struct Receiver {
    stream: ReadHalf<Box<dyn Stream>>,
    decoder: FrameDecoder,
    buffer: BytesMut,
    has_ended: bool,
    reads: u64,
}

impl Connection {
    pub(super) fn new(stream: Box<dyn Stream>, peer: SocketAddr, limits: &Limits) -> Self {
        let (read, write) = tokio::io::split(stream);
        let decoder = FrameDecoder::new(limits.payload_bytes);
        Self {
            sender: Sender { stream: write, limit: limits.write },
            receiver: Receiver {
                stream: read,
                decoder,
                buffer: BytesMut::with_capacity(8 * 1024),
                has_ended: false,
                reads: 0,
            },
            peer,
            certificates: Vec::new(),
        }
    }
}

impl Sender {
    /// Sends a payload in a frame, in one piece.
    pub async fn send(&mut self, payload: &[u8]) -> Result<(), MllpError> {
        self.write(&framed(payload)).await
    }

    /// Sends bytes as they are.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), MllpError> {
        let mut left = bytes;
        while !left.is_empty() {
            // The limit is on silence, so that a slow reader of a long message is no fault.
            let written = timeout(self.limit, self.stream.write(left)).await;
            let written = written.map_err(|_| MllpError::TimeOut { doing: "writing", limit: self.limit })?;
            let written = written.map_err(|source| MllpError::Broken { source })?;
            if written == 0 {
                return Err(MllpError::Broken { source: std::io::ErrorKind::WriteZero.into() });
            }
            left = &left[written..];
        }
        let flushed = timeout(self.limit, self.stream.flush()).await;
        let flushed = flushed.map_err(|_| MllpError::TimeOut { doing: "writing", limit: self.limit })?;
        flushed.map_err(|source| MllpError::Broken { source })
    }

    /// Says that nothing more will be sent; what the peer sends is still received.
    pub async fn end(&mut self) -> Result<(), MllpError> {
        self.stream.shutdown().await.map_err(|source| MllpError::Broken { source })
    }
}

impl Receiver {
    /// The next frame; `None` where the peer has ended the connection and all was given. Where the
    /// future is dropped, nothing that came is lost.
    pub async fn receive(&mut self) -> Result<Option<Frame>, MllpError> {
        loop {
            if self.has_ended {
                return Ok(self.decoder.rest(&mut self.buffer));
            }
            if let Ok(Some(frame)) = self.decoder.decode(&mut self.buffer) {
                return Ok(Some(frame));
            }
            self.buffer.reserve(8 * 1024);
            let read = self.stream.read_buf(&mut self.buffer).await;
            self.reads += 1;
            match read {
                Ok(0) => self.has_ended = true,
                Ok(_) => {}
                // A peer that forgets the closing word of TLS has closed all the same.
                Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => self.has_ended = true,
                Err(source) => return Err(MllpError::Broken { source }),
            }
        }
    }

    /// As [`Receiver::receive`], within a time limit. Where nothing more comes, what has come of a frame
    /// is given as it is.
    pub async fn receive_within(&mut self, limit: Duration) -> Result<Option<Frame>, MllpError> {
        match timeout(limit, self.receive()).await {
            Ok(received) => received,
            Err(_) => match self.decoder.rest(&mut self.buffer) {
                Some(frame) => Ok(Some(frame)),
                None => Err(MllpError::TimeOut { doing: "waiting for a message", limit }),
            },
        }
    }

    /// Whether the peer has ended the connection.
    pub const fn has_ended(&self) -> bool {
        self.has_ended
    }

    /// How often something was read: a frame that needed no read came together with the one before it.
    pub const fn reads(&self) -> u64 {
        self.reads
    }

    /// Whether all of a frame but its carriage return has come.
    pub fn awaits_return(&self) -> bool {
        self.buffer.len() > 1 && self.buffer.last() == Some(&END)
    }

    /// What has come of a frame that is not whole yet.
    pub fn partial(&mut self) -> Option<Frame> {
        self.decoder.rest(&mut self.buffer)
    }
}
