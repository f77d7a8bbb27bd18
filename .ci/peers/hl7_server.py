"""A receiver on the `hl7` package: acknowledges whatever it can read. Prints its port."""

import asyncio

from hl7.mllp import start_hl7_server


async def converse(reader, writer):
    try:
        while not writer.is_closing():
            message = await reader.readmessage()
            writer.writemessage(message.create_ack())
            await writer.drain()
    except Exception:
        # What the package cannot read ends the connection, as its own example does.
        pass
    finally:
        writer.close()


async def main():
    # The package reads with the limit of asyncio, 64 KiB a frame, unless told otherwise.
    async with await start_hl7_server(converse, host="127.0.0.1", port=0, encoding="utf-8") as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


asyncio.run(main())
