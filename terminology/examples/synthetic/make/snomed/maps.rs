//! Maps to other schemes: ICD-10 and OPCS-4 by rule, CTV3 code by code. The codes are invented.

use std::io;

use super::super::lines::Lines;
use super::super::random::{Purpose, Random};
use super::axes::{AXES, FINDING, METADATA, PROCEDURE};
use super::calendar::{Odds, Selection};
use super::metadata::{CLINICAL_MODULE, CTV3_MAP, ICD_10_MAP, OPCS_4_MAP};
use super::model::{Model, Node};
use super::refsets::{COLUMNS, Member};

const ODDS: Odds = Odds { touched: 500, gone: 900, touched_later: 60, gone_later: 20 };

/// Writes the maps of findings to ICD-10 and of procedures to OPCS-4: groups, priorities, rules.
pub(crate) fn write_extended(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    let own = "mapGroup\tmapPriority\tmapRule\tmapAdvice\tmapTarget\tcorrelationId\tmapBlock";
    lines.header(&format!("{COLUMNS}\t{own}"))?;
    for (number, node) in (0_u64..).zip(&model.nodes) {
        let refset = match AXES[usize::from(node.axis)].top {
            FINDING => ICD_10_MAP,
            PROCEDURE => OPCS_4_MAP,
            _ => continue,
        };
        let mut random = Random::new(model.plan.seed, Purpose::Map, number);
        if node.depth < 2 || !random.happens(if refset == ICD_10_MAP { 8000 } else { 7000 }) {
            continue;
        }
        for group in 1..=1 + u64::from(random.happens(1200)) {
            let priorities = 1 + u64::from(random.happens(1000));
            for priority in 1..=priorities {
                let rule = (group, priority, priorities);
                write_rule(model, node, refset, rule, &mut random, selection, lines)?;
            }
        }
    }
    Ok(())
}

/// Of a row its group, its priority, and how many of that group there are.
type Rule = (u64, u64, u64);

fn write_rule(
    model: &Model,
    node: &Node,
    refset: u64,
    (group, priority, priorities): Rule,
    random: &mut Random,
    selection: Selection,
    lines: &mut Lines<'_>,
) -> io::Result<()> {
    let birth = model.calendar.past(random, node.life.birth, 0.8);
    let (life, _) = model.calendar.life(random, birth, ODDS);
    let targets =
        if refset == ICD_10_MAP { [icd_10(random), icd_10(random)] } else { [opcs_4(random), opcs_4(random)] };
    let rule = if priority < priorities { format!("IFA {}", node.id) } else { "TRUE".to_owned() };
    let rule = if priorities > 1 && priority == priorities { "OTHERWISE TRUE" } else { &rule };
    let salt = group << 8 | priority;
    let member = Member { refset, component: node.id, module: CLINICAL_MODULE, salt };
    for version in life.versions(selection) {
        let target = &targets[usize::from(version.touched)];
        member.begin(model, version, lines);
        lines.number(node.id).number(group).number(priority).column(rule);
        lines.column(&format!("ALWAYS {target}")).column(target).number(447_561_005).digits(group).end()?;
    }
    Ok(())
}

/// A code as the UK writes it: no dot, X where there is no fourth character, dagger and asterisk.
fn icd_10(random: &mut Random) -> String {
    let letter = char::from(b'A' + u8::try_from(random.below(26)).unwrap_or_default());
    let number = random.below(100);
    match random.below(100) {
        0 => "#NIS".to_owned(),
        1..=3 => format!("{letter}{number:02}{}D", random.below(10)),
        4..=6 => format!("{letter}{number:02}{} A", random.below(10)),
        7..=25 => format!("{letter}{number:02}X"),
        _ => format!("{letter}{number:02}{}", random.below(10)),
    }
}

fn opcs_4(random: &mut Random) -> String {
    let letter = char::from(b'A' + u8::try_from(random.below(26)).unwrap_or_default());
    format!("{letter}{:02}{}", random.below(100), 1 + random.below(9))
}

/// Writes the map to CTV3: five characters, upper and lower case apart.
pub(crate) fn write_simple(model: &Model, selection: Selection, lines: &mut Lines<'_>) -> io::Result<()> {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    lines.header(&format!("{COLUMNS}\tmapTarget"))?;
    let mapped = |(number, node): &(u64, &Node)| *number % 5 < 3 && node.depth > 1 && node.axis != METADATA;
    for (number, node) in (0_u64..).zip(&model.nodes).filter(mapped) {
        let mut random = Random::new(model.plan.seed, Purpose::Map, number << 20);
        let mut code = String::from("X");
        let dots = random.below(3);
        for at in 0..4 {
            code.push(if at + dots > 3 { '.' } else { char::from(random.of(LETTERS)) });
        }
        let odds = Odds { touched: 0, ..ODDS };
        let (life, _) = model.calendar.life(&mut random, node.life.birth, odds);
        let member = Member { refset: CTV3_MAP, component: node.id, module: node.module(), salt: 0 };
        for version in life.versions(selection) {
            member.begin(model, version, lines);
            lines.number(node.id).text(&code).end()?;
        }
    }
    Ok(())
}
