"""A receiver on the `hl7apy` package: its server, with a handler for each kind of message. Prints its port."""

from hl7apy.core import Message
from hl7apy.mllp import AbstractErrorHandler, AbstractHandler, MLLPServer, UnsupportedMessageType
from hl7apy.parser import parse_message

KINDS = [
    "ADT^A01^ADT_A01", "ADT^A02^ADT_A02", "ADT^A03^ADT_A03", "ADT^A04^ADT_A01", "ADT^A05^ADT_A05",
    "ADT^A08^ADT_A01", "ADT^A11^ADT_A09", "ADT^A12^ADT_A12", "ADT^A13^ADT_A01", "ADT^A28^ADT_A05",
    "ADT^A31^ADT_A05", "ADT^A40^ADT_A39", "ORU^R01^ORU_R01", "MDM^T02^MDM_T02", "SIU^S12^SIU_S12",
    "SIU^S13^SIU_S12", "SIU^S14^SIU_S12", "SIU^S15^SIU_S12",
]


def acknowledge(text, code):
    message = parse_message(text)
    answer = Message("ACK", version=message.version)
    answer.msh.msh_3, answer.msh.msh_4 = message.msh.msh_5.value, message.msh.msh_6.value
    answer.msh.msh_5, answer.msh.msh_6 = message.msh.msh_3.value, message.msh.msh_4.value
    answer.msh.msh_9 = "ACK^" + message.msh.msh_9.msh_9_2.value + "^ACK"
    answer.msh.msh_10 = "A" + message.msh.msh_10.value
    answer.msh.msh_11, answer.msh.msh_12 = message.msh.msh_11.value, message.msh.msh_12.value
    answer.msa.msa_1, answer.msa.msa_2 = code, message.msh.msh_10.value
    return answer.to_mllp()


class Accept(AbstractHandler):
    def reply(self):
        return acknowledge(self.incoming_message, "AA")


class Reject(AbstractErrorHandler):
    def reply(self):
        if isinstance(self.exc, UnsupportedMessageType):
            return acknowledge(self.incoming_message, "AR")
        raise self.exc


server = MLLPServer("127.0.0.1", 0, {**{kind: (Accept,) for kind in KINDS}, "ERR": (Reject,)})
print(server.server_address[1], flush=True)
server.serve_forever()
