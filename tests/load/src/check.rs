//! What must hold in the evening, and what one office carries.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use api::Failure;
use api::Server;
use domain::command::CommandBody;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::id::{CommandId, UnitId};
use domain::occupant::OccupantCommand;

use crate::figures::Figures;
use crate::office::{Office, PASSWORD, unit};
use crate::tablet::Tablet;

/// Every save stands once, every outbox is empty, and everybody sees the same.
///
/// # Errors
/// When the server refuses.
pub fn check(
    server: &Server,
    offices: &[Office],
    tablets: &[Tablet],
    figures: &Figures,
) -> Result<u64, Failure> {
    let mut stands: HashMap<(CommandId, u16), u64> = HashMap::new();
    for office in offices {
        let mut director = server.sign_in(&office.director, PASSWORD)?;
        for page in director.pull_all()? {
            for event in page.events {
                *stands.entry((event.command, event.index)).or_default() += 1;
            }
        }
    }
    let doubled = stands.values().filter(|times| **times > 1).count();
    let told = figures.told();
    let already = told
        .iter()
        .filter(|id| figures.changed_nothing(**id))
        .count();
    let lost = told
        .iter()
        .filter(|id| !stands.contains_key(&(**id, 0)) && !figures.changed_nothing(**id))
        .count();
    let unsent: usize = tablets
        .iter()
        .map(|tablet| tablet.replica.outbox().len())
        .sum();
    let mut differing = 0;
    for office in offices {
        let mut seen = tablets
            .iter()
            .filter(|tablet| tablet.replica.office == office.id)
            .map(Tablet::heads);
        if let Some(first) = seen.next() {
            differing += seen.filter(|heads| *heads != first).count();
        }
    }
    println!(
        "{} saves ({already} answered that it was so already), {lost} lost, {doubled} doubled, {unsent} unsent, {differing} tablets see something else",
        told.len()
    );
    Ok((lost + doubled + unsent + differing) as u64)
}

const AS_LONG_AS: Duration = Duration::from_secs(10);
const BATCH: u8 = 200;

/// Commands a second that one office takes when nobody pauses.
///
/// # Errors
/// When the server refuses.
pub fn carried(server: &Server, office: Option<&Office>) -> Result<u64, Failure> {
    let Some(office) = office else { return Ok(0) };
    let mut director = server.sign_in(&office.director, PASSWORD)?;
    let began = Instant::now();
    let mut commands = 0_u64;
    let mut round = 0_u64;
    while began.elapsed() < AS_LONG_AS {
        round += 1;
        for number in 0..BATCH {
            // A unit of its own each time: nobody is put in another's place.
            let code = format!("{}-{round}", unit(office.id, number).1);
            let unit = UnitId::of(office.id, &code);
            let record = OccupantRecord {
                code,
                kind: OccupantKind::Merchant,
                name: director.seal(&format!("云裳女装 {round}"))?,
                contact: None,
                phone: None,
                trade: None,
                flagship: false,
                occupied_from: None,
            };
            director.write(CommandBody::Occupant(OccupantCommand::Record {
                unit,
                record,
            }))?;
        }
        commands += director.push()?.len() as u64;
    }
    let millis = u64::try_from(began.elapsed().as_millis()).unwrap_or(1);
    Ok(commands * 1_000 / millis.max(1))
}
