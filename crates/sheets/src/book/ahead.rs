//! Rows read ahead by a second thread: unpacking and parsing a workbook takes as long as judging its rows.
//!
//! The rows come in their order, and what the reader says in the end is said after all rows before it. Only rows within
//! the limits wait, so that what waits is bounded too.

use super::{Give, Limit, Sink};
use crate::{cell::Cell, problem::FileProblem};
use std::{mem, panic, sync::mpsc, thread};

/// Rows that change hands at once.
const BATCH_ROWS: usize = 128;
/// Batches that may wait.
const BATCHES_MAX: usize = 4;

type Batch<'c> = Vec<(u32, Vec<Cell<'c>>)>;

/// Gives the rows of `read` to `sink`, those that the limit lets pass.
pub fn rows<'c>(
    mut limit: Limit<'_>,
    read: impl FnOnce(&mut Give<'_, 'c>) -> Result<(), FileProblem> + Send,
    sink: &mut Sink<'_>,
) -> Result<(), FileProblem> {
    let (sender, batches) = mpsc::sync_channel::<Batch<'c>>(BATCHES_MAX);
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            let mut batch = Batch::new();
            let done = read(&mut |number, cells| {
                batch.extend(limit.pass(cells)?.map(|cells| (number, cells)));
                if batch.len() >= BATCH_ROWS {
                    // Nobody takes rows any more only if the taker panics, which ends this too.
                    let _ = sender.send(mem::replace(&mut batch, Batch::with_capacity(BATCH_ROWS)));
                }
                Ok(())
            });
            let _ = sender.send(batch);
            done
        });
        for (number, cells) in batches.into_iter().flatten() {
            sink(number, &cells);
        }
        reading.join().unwrap_or_else(|panicked| panic::resume_unwind(panicked))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{book::Held, limits};

    fn read(rows: u32, width: usize, end: Result<(), FileProblem>) -> (Vec<u32>, Result<(), FileProblem>) {
        let (mut seen, mut held) = (Vec::new(), Held::default());
        let limit = Limit { rows: 0, held: &mut held };
        let cells = |number: u32| vec![if number == 3 { Cell::Empty } else { Cell::Number(1.0) }; width];
        let done = super::rows(
            limit,
            |give| (1..=rows).try_for_each(|number| give(number, cells(number))).and(end),
            &mut |number, _| seen.push(number),
        );
        (seen, done)
    }

    #[test]
    fn rows_come_in_order_before_what_is_said_in_the_end() {
        let all_but_the_blank: Vec<u32> = (1..=1_000).filter(|number| *number != 3).collect();
        for end in [Ok(()), Err(FileProblem::NotAWorkbook)] {
            assert_eq!(read(1_000, 2, end), (all_but_the_blank.clone(), end));
        }
        assert_eq!(read(9, limits::COLUMNS_MAX + 1, Ok(())), (Vec::new(), Err(FileProblem::TooBig)));
    }

    #[test]
    #[should_panic(expected = "of the taker")]
    fn a_panic_of_the_taker_ends_the_reading() {
        let mut held = Held::default();
        let limit = Limit { rows: 0, held: &mut held };
        let _ = super::rows(
            limit,
            |give| (1..=10_000).try_for_each(|number| give(number, vec![Cell::Number(1.0)])),
            &mut |_, _| panic!("of the taker"),
        );
    }
}
