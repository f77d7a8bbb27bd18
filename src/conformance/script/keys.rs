//! Every key of a script.

use super::shape::{Key, Kind, Object, key, required};

/// Words for [`Kind::Choice`] of what is asked without a path.
pub(super) const WHOLES: &[&str] = &["bytes", "frame", "status", "text", "duration"];
/// What `valid` may name.
pub(super) const STANDARDS: &[&str] = &["fhir-r4", "fhir-stu3", "hl7v2", "itk"];

pub(super) static SCRIPT: Object = Object {
    name: "a script",
    about: "A script of dcr connectathon: who talks, and what is tried",
    keys: &[
        required("dcr", "The version of the language of scripts", Kind::Choice(&["1"])),
        required("title", "What the script is about, in a line", Kind::Text),
        key("about", "More about it", Kind::Text),
        key("include", "Scripts whose variables, actors and scenarios come first", Kind::Texts),
        key("variables", "Values that are given from outside", Kind::Map(&Kind::Object(&VARIABLE))),
        key("namespaces", "Prefixes of XML namespaces in paths", Kind::Map(&Kind::Text)),
        key("actors", "Who talks", Kind::Map(&Kind::Object(&ACTOR))),
        key("scenarios", "What is tried", Kind::List(&Kind::Object(&SCENARIO))),
    ],
    one_of: &[],
};

static VARIABLE: Object = Object {
    name: "a variable",
    about: "A value that is given by `--var`, by the environment's file, or by its default",
    keys: &[
        key("about", "What it is", Kind::Text),
        key("default", "Its value where none is given", Kind::Text),
        key("secret", "Whether it is never shown and never given openly", Kind::Boolean),
    ],
    one_of: &[],
};

static ACTOR: Object = Object {
    name: "an actor",
    about: "A part that dcr plays",
    keys: &[
        key("mllp", "HL7 v2 over MLLP", Kind::Object(&MLLP)),
        key("http", "A client of an HTTP server: FHIR REST, SOAP or plain", Kind::Object(&HTTP)),
    ],
    one_of: &[&["mllp", "http"]],
};

static MLLP: Object = Object {
    name: "an MLLP actor",
    about: "One end of an MLLP connection",
    keys: &[
        key("connect", "The receiver to connect to, `host:port`", Kind::Text),
        key("listen", "Where to receive, `host:port`", Kind::Text),
        key("tls", "TLS, and its files", Kind::Object(&TLS)),
    ],
    one_of: &[&["connect", "listen"]],
};

static TLS: Object = Object {
    name: "TLS",
    about: "Files in PEM, by their paths from the script",
    keys: &[
        key("authorities", "Certificates of the authorities that are believed", Kind::Text),
        key("certificate", "One's own certificate, with those that signed it", Kind::Text),
        key("key", "Its private key", Kind::Text),
    ],
    one_of: &[],
};

static HTTP: Object = Object {
    name: "an HTTP actor",
    about: "A client of an HTTP server",
    keys: &[
        required("base", "The address before every path", Kind::Text),
        key("headers", "Headers of every request", Kind::Map(&Kind::Text)),
    ],
    one_of: &[],
};

static SCENARIO: Object = Object {
    name: "a scenario",
    about: "One thing that is tried",
    keys: &[
        required("id", "Its name among all, in lower case with hyphens", Kind::Text),
        required("title", "What is tried, in a line", Kind::Text),
        key("about", "More about it", Kind::Text),
        key("tags", "Words to choose it by", Kind::Texts),
        key("rows", "Values; the scenario is played once for each row", Kind::List(&Kind::Map(&Kind::Text))),
        key("set-up", "What comes first", Kind::List(&Kind::Object(&STEP))),
        required("steps", "The steps proper", Kind::List(&Kind::Object(&STEP))),
        key("clean-up", "What is always done at the end", Kind::List(&Kind::Object(&STEP))),
    ],
    one_of: &[],
};

static STEP: Object = Object {
    name: "a step",
    about: "Something that is done",
    keys: &[
        key("name", "What it is called in reports", Kind::Text),
        key("send", "An actor sends something", Kind::Object(&SEND)),
        key("expect", "Something must come to an actor, or must not", Kind::Object(&EXPECT)),
        key("mutate", "An actor sends spoilt forms of a good message", Kind::Object(&MUTATE)),
        key("manual", "A person does something", Kind::Object(&MANUAL)),
        key("pause", "Nothing happens for a while", Kind::Duration),
        key("close", "An actor ends its connection", Kind::Object(&CLOSE)),
        key("until", "Steps that are tried until all their checks pass", Kind::Object(&UNTIL)),
    ],
    one_of: &[&["send", "expect", "mutate", "manual", "pause", "close", "until"]],
};

static SEND: Object = Object {
    name: "send",
    about: "Something that is sent",
    keys: &[
        required("actor", "Who sends", Kind::Text),
        key("as", "The name by which later steps speak of it", Kind::Text),
        key("message", "An HL7 v2 message, a segment a line", Kind::Text),
        key("file", "A file with an HL7 v2 message, by its path from the script", Kind::Text),
        key("bytes", "Bytes without a frame, with the escapes \\xHH, \\r, \\n and \\\\", Kind::Text),
        key("request", "An HTTP request", Kind::Object(&REQUEST)),
        key("wire", "How it is put on the wire", Kind::Object(&WIRE)),
    ],
    one_of: &[&["message", "file", "bytes", "request"]],
};

static REQUEST: Object = Object {
    name: "a request",
    about: "An HTTP request",
    keys: &[
        required("method", "Its method", Kind::Choice(&["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])),
        required("path", "Its path and query, after the base of the actor", Kind::Text),
        key("headers", "Its headers", Kind::Map(&Kind::Text)),
        key("body", "Its body", Kind::Text),
    ],
    one_of: &[],
};

static WIRE: Object = Object {
    name: "wire",
    about: "How a message is put on the wire",
    keys: &[
        key("split", "Bytes of one write [default: all]", Kind::Number),
        key("pause", "The time between two writes, and before a late end", Kind::Duration),
        key("start", "Whether the start byte is sent [default: true]", Kind::Boolean),
        key(
            "end",
            "How the frame ends [default: whole]",
            Kind::Choice(&["whole", "late", "late-return", "no-return", "none"]),
        ),
        key("before", "Bytes before the frame, with escapes as in `bytes`", Kind::Text),
        key("times", "How often the same is sent [default: 1]", Kind::Number),
        key("hold", "Whether it goes out in one write with the next message", Kind::Boolean),
    ],
    one_of: &[],
};

static EXPECT: Object = Object {
    name: "expect",
    about: "Something that must come, or must not",
    keys: &[
        required("actor", "To whom", Kind::Text),
        key("as", "The name by which later steps speak of it", Kind::Text),
        key("answers", "The message that it must answer, by its name", Kind::Text),
        key("within", "How long is waited [default: 5s]", Kind::Duration),
        key("nothing", "Whether nothing must come", Kind::Boolean),
        key("closed", "Whether the peer must end the connection", Kind::Boolean),
        key("open", "Whether the peer must keep the connection open, whatever comes", Kind::Boolean),
        key("id", "The name of the check that it came [default: arrives]", Kind::Text),
        key("grade", "How grave it is where nothing comes [default: shall]", Kind::Choice(GRADES)),
        key("requirement", "The requirement that says so", Kind::Text),
        key("checks", "What is asked of it", Kind::List(&Kind::Object(&CHECK))),
        key("capture", "Values that are kept of it", Kind::Map(&Kind::Object(&SUBJECT))),
        key("reply", "How it is answered", Kind::Object(&REPLY)),
    ],
    one_of: &[],
};

static REPLY: Object = Object {
    name: "a reply",
    about: "How a message is answered",
    keys: &[
        key("acknowledge", "By an acknowledgement with this code", Kind::Choice(&["AA", "AE", "AR", "CA", "CE", "CR"])),
        key("message", "By this message, a segment a line", Kind::Text),
    ],
    one_of: &[&["acknowledge", "message"]],
};

const GRADES: &[&str] = &["shall", "should", "may"];

const HL7: Key = key("hl7", "A place in an HL7 v2 message, such as `PID-3[2].1`", Kind::Text);
const JSON: Key = key("json", "A path in JSON, such as `$.entry[0].resource.id`", Kind::Text);
const XPATH: Key = key("xpath", "A path in XML, such as `//soap:Body/*`", Kind::Text);
const FHIRPATH: Key = key("fhirpath", "An expression of FHIRPath over a FHIR resource", Kind::Text);
const HEADER: Key = key("header", "A header of HTTP", Kind::Text);
const CERTIFICATE: Key = key(
    "certificate",
    "The peer's certificate: its subject, issuer, or the days it is still good",
    Kind::Choice(CERTIFICATES),
);
const OF: Key = key("of", "The whole, or what is known of it", Kind::Choice(WHOLES));
/// What is asked of a certificate.
const CERTIFICATES: &[&str] = &["subject", "issuer", "days-left"];
const SUBJECTS: &[&str] = &["hl7", "json", "xpath", "fhirpath", "header", "certificate", "of"];
const TESTS: &[&str] =
    &["equals", "differs-from", "matches", "contains", "one-of", "exists", "count", "at-least", "at-most", "valid"];

static SUBJECT: Object = Object {
    name: "a capture",
    about: "Where a value is taken from",
    keys: &[HL7, JSON, XPATH, FHIRPATH, HEADER, CERTIFICATE, OF],
    one_of: &[SUBJECTS],
};

static CHECK: Object = Object {
    name: "a check",
    about: "A question, and the answer that is right",
    keys: &[
        required("id", "Its name in the scenario", Kind::Text),
        key("grade", "How grave a failure is [default: shall]", Kind::Choice(GRADES)),
        key("requirement", "The requirement that says so", Kind::Text),
        HL7,
        JSON,
        XPATH,
        FHIRPATH,
        HEADER,
        CERTIFICATE,
        OF,
        key("normalise", "What makes no difference", Kind::List(&Kind::Choice(&["case", "space", "line-ends"]))),
        key("equals", "Every value is this", Kind::Text),
        key("differs-from", "No value is this", Kind::Text),
        key("matches", "Every value matches this regular expression", Kind::Text),
        key("contains", "Every value contains this", Kind::Text),
        key("one-of", "Every value is one of these", Kind::Texts),
        key("exists", "Whether there is a value", Kind::Boolean),
        key("count", "How many values there are", Kind::Number),
        key("at-least", "The least number, or duration", Kind::Text),
        key("at-most", "The greatest number, or duration", Kind::Text),
        key("valid", "It is valid by this standard; asked of the text", Kind::Choice(STANDARDS)),
    ],
    one_of: &[SUBJECTS, TESTS],
};

static MANUAL: Object = Object {
    name: "manual",
    about: "What a person does and witnesses",
    keys: &[
        required("instruction", "What to do", Kind::Text),
        required("question", "What is answered by yes or no then", Kind::Text),
        key("id", "The name of the check [default: witnessed]", Kind::Text),
        key("grade", "How grave a no is [default: shall]", Kind::Choice(GRADES)),
        key("requirement", "The requirement that says so", Kind::Text),
    ],
    one_of: &[],
};

static MUTATE: Object = Object {
    name: "mutate",
    about: "Negative tests that are made from one good message, each on a connection of its own",
    keys: &[
        required("actor", "Who sends", Kind::Text),
        required("message", "The good message, a segment a line", Kind::Text),
        key(
            "layers",
            "Where it is spoilt [default: everywhere]",
            Kind::List(&Kind::Choice(&["frame", "character-set", "delimiter", "segment"])),
        ),
        key("within", "How long an answer is waited for [default: 1s]", Kind::Duration),
        key("grade", "How grave it is where one is not found [default: shall]", Kind::Choice(GRADES)),
    ],
    one_of: &[],
};

static CLOSE: Object = Object {
    name: "close",
    about: "The end of a connection",
    keys: &[
        required("actor", "Who ends it", Kind::Text),
        key("half", "Whether the actor goes on receiving", Kind::Boolean),
    ],
    one_of: &[],
};

static UNTIL: Object = Object {
    name: "until",
    about: "Steps that are tried until all their checks pass",
    keys: &[
        key("every", "The time between two tries [default: 500ms]", Kind::Duration),
        key("within", "How long it is tried [default: 30s]", Kind::Duration),
        required("steps", "What is tried", Kind::List(&Kind::Object(&STEP))),
    ],
    one_of: &[],
};
