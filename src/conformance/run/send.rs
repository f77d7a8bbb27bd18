//! Sending steps.

use tokio_util::bytes::Bytes;

use super::actors::Live;
use super::frame_bytes::segments;
use super::turn::Turn;
use super::turn_values::Named;
use crate::conformance::hl7v2::control_id;
use crate::conformance::script::{Content, Diagnostic, Place, Send, Template, unescaped};

impl Turn<'_> {
    /// Sends something, and keeps it under its name.
    pub(super) async fn send(&mut self, send: &Send, place: &Place) -> Result<(), Diagnostic> {
        let named = match &send.content {
            Content::Message(template) => self.send_message(send, &segments(&self.fill(template)?)).await,
            Content::Bytes(template) => {
                let bytes = unescaped(&self.fill(template)?).map_err(|why| Diagnostic::new(place, why))?;
                self.send_bytes(send, &bytes).await
            }
            Content::Request(request) => {
                let path = self.fill(&request.path)?;
                let body = request.body.as_ref().map(|body| self.fill(body)).transpose()?.unwrap_or_default();
                let mut headers = Vec::new();
                for (name, value) in &request.headers {
                    headers.push((name.clone(), self.fill(value)?));
                }
                let payload = Bytes::from(body);
                match self.live.get_mut(&send.actor) {
                    Some(Live::Http(client)) => {
                        let (number, at) = client.send(&request.method, &path, &headers, payload.clone());
                        Ok(Named { payload, at, control_id: None, request: Some(number) })
                    }
                    _ => Err("the actor is no client of HTTP".to_owned()),
                }
            }
        };
        let named = named.map_err(|why| {
            Diagnostic::new(place, format!("`{}` cannot send", send.actor)).expected("a connection").found(why)
        })?;
        if let Some(name) = &send.named {
            self.known.named.insert(name.clone(), named);
        }
        Ok(())
    }

    async fn send_message(&mut self, send: &Send, payload: &[u8]) -> Result<Named, String> {
        let at = match self.live.get_mut(&send.actor) {
            Some(Live::Client(client)) => client.send(payload, &send.wire).await?,
            Some(Live::Server(server)) => {
                let connection = self.connection_of.get(&send.actor).ok_or("nobody has connected")?;
                server.reply(*connection, payload).await?
            }
            _ => return Err("the actor does not speak MLLP".to_owned()),
        };
        let control_id = control_id(payload);
        Ok(Named { payload: Bytes::copy_from_slice(payload), at, control_id, request: None })
    }

    async fn send_bytes(&mut self, send: &Send, bytes: &[u8]) -> Result<Named, String> {
        let Some(Live::Client(client)) = self.live.get_mut(&send.actor) else {
            return Err("only an actor that connects can send bytes".to_owned());
        };
        let at = client.send_bytes(bytes, &send.wire).await?;
        Ok(Named { payload: Bytes::copy_from_slice(bytes), at, control_id: control_id(bytes), request: None })
    }

    /// The text of a template now.
    pub(super) fn fill(&self, template: &Template) -> Result<String, Diagnostic> {
        template.fill(&mut |name| self.known.get(name))
    }
}
