//! HL7 v2 validation: `cargo bench --bench hl7v2_validation`.
//!
//! An admission of ordinary size against the standard and against the ITK dialect, and results, in
//! processor time of one thread; then both cores at once by the clock on the wall. Each line is the best
//! of several rounds, since others may be compiling.

#[path = "common/say.rs"]
mod say;

use std::hint::black_box;
use std::time::{Duration, Instant};

use dcr::validation::hl7v2::{Validator, Verdict};
use rustix::time::{ClockId, clock_gettime};
use say::line;

const ADMISSION: &str = "MSH|^~\\&|PAS|RDZ|DCR|RDZ|20180403143000||ADT^A01^ADT_A01|1001|P|2.4|7||AL|NE|GBR|UNICODE UTF-8|EN\r\
EVN||20180403143000|||K1^Hart^Rose|20180403142500\r\
PID|1||9990000018^^^NHS^NH~R100^^^RDZ^MR||Purbeck^Ada^May^^Ms^^L||19480309|F|||17 Quay Road^^Poole^^BH15 1AA^GBR^H||01632960001^PRN^PH||EN^English|M||||||||N\r\
PD1|||Harbour Practice^^1001|C200^Moor^Lin^^^Dr\r\
NK1|1|Purbeck^Tom|SPO^spouse|17 Quay Road^^Poole^^BH15 1AA^GBR^H\r\
PV1|1|I|W1^B1^01^RDZ||||C100^Lane^Jo^^^Dr|||100|||||||||V100^^^RDZ^VN|||||||||||||||||||||||||20180403142500\r\
AL1|1|DA|Z88.0^Penicillin\r\
DG1|1||I10^Hypertension^I10||20180403|A\r";

const RESULTS: &str = "MSH|^~\\&|LAB|RD3|DCR|RD3|20180403143000+0100||ORU^R01^ORU_R01|2001|P|2.5.1|||AL|NE||UNICODE UTF-8\r\
PID|1||9990000018^^^NHS^NH||Purbeck^Ada||19480309|F\r\
PV1|1|O\r\
ORC|RE|P1|F1\r\
OBR|1|P1|F1|B0001^Full blood count^LOCAL|||20180403120000|||||||||C100^Lane^Jo||||||20180403140000|||F\r\
OBX|1|NM|B0300^White cells^LOCAL||3.5|x10\\S\\9/L|4.0-11.0|L|||F|||20180403120000\r\
OBX|2|NM|B0307^Haemoglobin^LOCAL||200|g/L|130-180|H|||F|||20180403120000\r\
OBX|3|NM|B0314^Platelets^LOCAL||500|x10\\S\\9/L|150-400|H|||F|||20180403120000\r\
NTE|1|L|Repeat in three months\r\
SPM|1|S1||BLD^Blood^HL70487\r";

const ROUNDS: u32 = 9;
const MESSAGES: u32 = 20_000;

fn processor() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap_or_default()
}

fn run(validator: &Validator, message: &str, count: u32) {
    for _ in 0..count {
        black_box(validator.validate(black_box(message.as_bytes())));
    }
}

fn one_core(name: &str, validator: &Validator, message: &str) {
    let report = validator.validate(message.as_bytes());
    assert_eq!(report.verdict(), Verdict::Valid, "{:?}", report.findings);
    let best = (0..ROUNDS)
        .map(|_| {
            let begun = processor();
            run(validator, message, MESSAGES);
            processor().saturating_sub(begun)
        })
        .min()
        .unwrap_or_default();
    let rate = f64::from(MESSAGES) / best.as_secs_f64();
    line(&format!("{name:<44} {:>6} bytes {rate:>10.0}/s on one core", message.len()));
}

/// Two threads at once: what each does in a second of its processor, together, and by the wall.
fn two_cores(validator: &Validator, message: &str) {
    let (mut rate, mut wall) = (0.0_f64, 0.0_f64);
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let each = |_| {
            let begun = processor();
            run(validator, message, MESSAGES);
            f64::from(MESSAGES) / processor().saturating_sub(begun).as_secs_f64()
        };
        let together: f64 = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..2).map(|number| scope.spawn(move || each(number))).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).sum()
        });
        rate = rate.max(together);
        wall = wall.max(f64::from(2 * MESSAGES) / begun.elapsed().as_secs_f64());
    }
    line(&format!("the admission, two threads at once: {rate:.0}/s in their own time, {wall:.0}/s by the wall"));
}

fn main() {
    let validator = Validator::new(Vec::new());
    one_core("an admission, v2.4", &validator, ADMISSION);
    let itk = ADMISSION.replace("|EN\r", "|EN||iTKv1.0\r").replace("|19480309|F|", "|19480309|2|");
    one_core("the same by the ITK dialect that it names", &validator, &itk);
    one_core("results, v2.5.1", &validator, RESULTS);
    two_cores(&validator, ADMISSION);
}
