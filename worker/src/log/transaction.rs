//! One transaction of the Durable Object's storage.
//!
//! Without it an error in the middle of a batch leaves its first half committed. The `worker` crate lacks the binding.

use wasm_bindgen::prelude::*;
use worker::State;

use super::StorageFault;

#[wasm_bindgen]
extern "C" {
    type TransactionalStorage;

    #[wasm_bindgen(method, catch, structural, js_name = transactionSync)]
    fn transaction_sync(
        this: &TransactionalStorage,
        closure: &mut dyn FnMut() -> Result<JsValue, JsValue>,
    ) -> Result<JsValue, JsValue>;
}

/// Commits everything `work` wrote, or nothing when it fails.
pub fn in_transaction<T>(
    state: &State,
    mut work: impl FnMut() -> Result<T, StorageFault>,
) -> Result<T, StorageFault> {
    let storage = state.storage();
    let storage: &TransactionalStorage = storage.as_raw().unchecked_ref();
    let mut finished = None;
    let committed = storage.transaction_sync(&mut || match work() {
        Ok(value) => {
            finished = Some(Ok(value));
            Ok(JsValue::UNDEFINED)
        }
        Err(fault) => {
            finished = Some(Err(fault));
            // A throw is what rolls back.
            Err(JsValue::from_str("rolled back"))
        }
    });
    match (committed, finished) {
        (Ok(_), Some(result)) | (Err(_), Some(result @ Err(_))) => result,
        (Err(error), _) => Err(StorageFault::Sql(worker::Error::from(error))),
        (Ok(_), None) => Err(StorageFault::Unfinished),
    }
}
