//! The reader of spreadsheets: a worker of its own, started when a file is chosen and ended with its answer, so that
//! neither its size nor a broken file weighs on the app.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use js_sys::{Array, ArrayBuffer, JsString};
use spreadsheet::{Answer, READY, Rows, SheetError, limits};
use wasm_bindgen::{JsCast as _, prelude::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Built by trunk from `app/spreadsheet`.
const LOADER: &str = "/spreadsheet_loader.js";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The reader itself did not start.
    NoReader,
    /// The file could not be taken from the device.
    NoFile,
    Sheet(SheetError),
}

/// The rows of a file the person chose.
///
/// # Errors
/// Why there are none.
pub async fn read(file: File) -> Result<Rows, ReadError> {
    #[allow(clippy::cast_precision_loss)]
    if file.size() > limits::FILE_BYTES as f64 {
        return Err(ReadError::Sheet(SheetError::TooLarge));
    }
    let content = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| ReadError::NoFile)?;
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(LOADER, &options).map_err(|_| ReadError::NoReader)?;
    let answer = ask(&worker, &file.name(), &content.unchecked_into()).await;
    worker.terminate();
    answer
}

async fn ask(worker: &Worker, name: &str, content: &ArrayBuffer) -> Result<Rows, ReadError> {
    let (reply, answer) = oneshot::channel();
    let reply = Rc::new(RefCell::new(Some(reply)));
    let settle = move |outcome: Result<Rows, ReadError>| {
        if let Some(reply) = reply.borrow_mut().take() {
            let _ = reply.send(outcome);
        }
    };
    let started = Rc::new(RefCell::new(false));

    let file = Array::of2(&JsString::from(name), content);
    let (peer, begun, settled) = (worker.clone(), Rc::clone(&started), settle.clone());
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
        let text = message.data().as_string().unwrap_or_default();
        if text == READY {
            begun.replace(true);
            if peer
                .post_message_with_transfer(&file, &Array::of1(&file.get(1)))
                .is_err()
            {
                settled(Err(ReadError::NoFile));
            }
            return;
        }
        settled(match domain::json::read_text(&text) {
            Ok(Answer::Rows(rows)) => Ok(rows),
            Ok(Answer::Error(error)) => Err(ReadError::Sheet(error)),
            Err(_) => Err(ReadError::Sheet(SheetError::Unreadable)),
        });
    });
    let on_error = Closure::<dyn FnMut()>::new(move || {
        settle(Err(if *started.borrow() {
            // The file brought the reader down.
            ReadError::Sheet(SheetError::Unreadable)
        } else {
            ReadError::NoReader
        }));
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    answer.await.unwrap_or(Err(ReadError::NoReader))
}
