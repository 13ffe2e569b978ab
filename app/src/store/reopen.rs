//! A database the browser closed is opened again, and what was under way is done once more.

use std::cell::RefCell;
use std::rc::Rc;

use super::StoreError;

/// Whether a transaction runs for the first time or once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    First,
    /// The first run may have been committed without anybody hearing of it.
    Again,
}

/// A connection that may break.
pub(super) struct Reopening<Connection> {
    current: RefCell<Rc<Connection>>,
}

impl<Connection> Reopening<Connection> {
    pub fn new(connection: Connection) -> Self {
        Reopening {
            current: RefCell::new(Rc::new(connection)),
        }
    }

    /// Does `work`; where the connection turns out to be closed, opens another and does it once more.
    pub async fn run<T>(
        &self,
        open: impl AsyncFn() -> Result<Connection, StoreError>,
        work: impl AsyncFn(Rc<Connection>, Run) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let used = self.current.borrow().clone();
        match work(used.clone(), Run::First).await {
            Err(StoreError::Closed) => {}
            done => return done,
        }
        let newer = self.current.borrow().clone();
        // Whoever met the closed one first has opened another already.
        if Rc::ptr_eq(&used, &newer) {
            let fresh = Rc::new(open().await?);
            *self.current.borrow_mut() = fresh;
        }
        let fresh = self.current.borrow().clone();
        work(fresh, Run::Again).await
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use futures::executor::block_on;

    use super::*;

    #[test]
    fn a_closed_database_is_opened_again_and_the_work_done_once_more() {
        let opened = Cell::new(0);
        let connection = Reopening::new("closed");
        let open = async || {
            opened.set(opened.get() + 1);
            Ok("open")
        };
        let work = async |connection: Rc<&str>, run: Run| match *connection {
            "open" => Ok(run),
            _ => Err(StoreError::Closed),
        };
        assert_eq!(block_on(connection.run(open, work)), Ok(Run::Again));
        // It stays the one in use.
        assert_eq!(block_on(connection.run(open, work)), Ok(Run::First));
        assert_eq!(opened.get(), 1);
    }

    #[test]
    fn work_is_done_once_more_and_no_more() {
        let tried = Cell::new(0);
        let connection = Reopening::new(());
        let outcome = block_on(connection.run(
            async || Ok(()),
            async |_, _| -> Result<(), StoreError> {
                tried.set(tried.get() + 1);
                Err(StoreError::Closed)
            },
        ));
        assert_eq!((outcome, tried.get()), (Err(StoreError::Closed), 2));
    }

    #[test]
    fn what_the_database_itself_refused_is_not_tried_again() {
        for said in [StoreError::Full, StoreError::Taken, StoreError::Fenced] {
            let tried = Cell::new(0);
            let connection = Reopening::new(());
            let outcome = block_on(connection.run(
                async || Ok(()),
                async |_, _| -> Result<(), StoreError> {
                    tried.set(tried.get() + 1);
                    Err(said.clone())
                },
            ));
            assert_eq!((outcome, tried.get()), (Err(said), 1));
        }
    }
}
