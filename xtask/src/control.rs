//! A door through which a browser flow stops and starts the real server.
//!
//! A tablet in a basement loses the server, not only the network; flows show
//! that nothing depends on it by ending the process.

use std::{sync::Mutex, thread};

use tiny_http::{Method, Response};

use crate::{
    failure::{During, Failure, Outcome},
    server::Server,
};

/// Runs `work` with the address of a control door to `server`.
pub fn with_control<T>(
    server: &mut Server<'_>,
    work: impl FnOnce(&str) -> Outcome<T>,
) -> Outcome<T> {
    let http = tiny_http::Server::http("127.0.0.1:0").during("open the control door")?;
    let address = http
        .server_addr()
        .to_ip()
        .ok_or_else(|| Failure::new("The control door has no address."))?;
    let server = Mutex::new(server);
    thread::scope(|scope| {
        scope.spawn(|| {
            for request in http.incoming_requests() {
                let mut server = server
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                let answer = match (request.method(), request.url()) {
                    (Method::Post, "/stop") => {
                        server.stop();
                        Response::from_string("stopped")
                    }
                    (Method::Post, "/kill") => {
                        server.kill();
                        Response::from_string("killed")
                    }
                    (Method::Post, which @ ("/older" | "/newer")) => {
                        server.next_start(which == "/older");
                        Response::from_string("noted")
                    }
                    (Method::Post, "/start") => match server.start() {
                        Ok(()) => Response::from_string("started"),
                        Err(why) => Response::from_string(why.to_string()).with_status_code(500),
                    },
                    _ => Response::from_string("POST /stop, /kill, /start, /older or /newer")
                        .with_status_code(404),
                };
                // The flow that asked may be gone; the next one asks again.
                let _ = request.respond(answer);
            }
        });
        let result = work(&format!("http://{address}"));
        http.unblock();
        result
    })
}
