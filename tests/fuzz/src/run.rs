//! Reading changed samples, one after another, and seeing to it that each is answered.

use std::fs;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::corpus::{folder, samples};
use crate::mutate::changed;
use crate::readers::Reader;

/// Far more than any sample takes; whoever is not through by then hangs.
const ANSWERS_WITHIN: Duration = Duration::from_secs(30);

/// What a run came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    pub inputs: u64,
    /// Those that were still what the reader reads.
    pub taken: u64,
    pub slowest: Duration,
}

/// Why a run ended.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the samples cannot be read: {0}")]
    Corpus(#[from] io::Error),
    #[error("the corpus of this reader is empty")]
    Empty,
    #[error("a panic on the bytes in {0}")]
    Panic(PathBuf),
    #[error("no answer within {ANSWERS_WITHIN:?} on input {0}")]
    Hang(u64),
}

/// Reads the samples as they are, then changed ones while `goes_on` says so; the same seed gives the same inputs.
///
/// # Errors
/// At the first panic or hang; the bytes are kept in the corpus, so that they are read first from then on.
pub fn play(
    reader: &'static Reader,
    seed: u64,
    goes_on: impl Fn(&Figures) -> bool,
) -> Result<Figures, Failure> {
    let samples = samples(reader.name)?;
    if samples.is_empty() {
        return Err(Failure::Empty);
    }
    let mut rng = Rng::with_seed(seed);
    let mut figures = Figures::default();
    let (give, given) = mpsc::sync_channel::<Vec<u8>>(0);
    let (tell, told) = mpsc::sync_channel::<Result<bool, Vec<u8>>>(0);
    // A thread of its own: whoever hangs is left behind.
    thread::spawn(move || {
        for bytes in given {
            let read = panic::catch_unwind(AssertUnwindSafe(|| (reader.reads)(&bytes)));
            if tell.send(read.map_err(|_| bytes)).is_err() {
                return;
            }
        }
    });
    for number in 0.. {
        let whole = usize::try_from(number)
            .ok()
            .and_then(|number| samples.get(number));
        if whole.is_none() && !goes_on(&figures) {
            break;
        }
        let bytes = match whole {
            Some(sample) => sample.clone(),
            None => {
                let sample = &samples[rng.usize(..samples.len())];
                let other = &samples[rng.usize(..samples.len())];
                changed(&mut rng, sample, other)
            }
        };
        let began = Instant::now();
        let _ = give.send(bytes);
        match told.recv_timeout(ANSWERS_WITHIN) {
            Ok(Ok(taken)) => figures.taken += u64::from(taken),
            Ok(Err(bytes)) => return Err(Failure::Panic(kept(reader, &bytes)?)),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                return Err(Failure::Hang(number));
            }
        }
        figures.inputs += 1;
        figures.slowest = figures.slowest.max(began.elapsed());
    }
    Ok(figures)
}

fn kept(reader: &Reader, bytes: &[u8]) -> io::Result<PathBuf> {
    let name = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let path = folder(reader.name).join(format!("found-{name:016x}"));
    fs::write(&path, bytes)?;
    Ok(path)
}
