//! The same two ports every time: what a browser keeps belongs to its address, and a run that goes on must find it.

use std::{fs, net::TcpListener};

use crate::{
    failure::{During, Outcome},
    paths, server,
};

/// Where ours answers, and where the others do.
pub struct Ports {
    pub ours: u16,
    pub peers: u16,
}

/// Those of the last run, unless somebody else took one.
pub fn of_this_machine() -> Outcome<Ports> {
    let file = paths::root().join("target/bench/ports");
    let known: Vec<u16> = fs::read_to_string(&file)
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|port| port.parse().ok())
        .filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .collect();
    if let [ours, peers] = known[..] {
        return Ok(Ports { ours, peers });
    }
    let ports = Ports {
        ours: server::free_port()?,
        peers: server::free_port()?,
    };
    fs::write(&file, format!("{} {}", ports.ours, ports.peers)).during("note the ports")?;
    Ok(ports)
}
