//! The command `quyche`: maps what [`quyche::cli::run`] returns to an exit code.

use std::io::Write;
use std::process::ExitCode;

/// A build makes and drops many small texts on several threads, which the allocator of the system does more slowly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match quyche::cli::run() {
        Ok(code) => ExitCode::from(code),
        // A reader that closed the pipe (`quyche search … | head`) has what it wanted.
        Err(error) if error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe) => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {}", quyche::cli::said(&error));
            ExitCode::from(2)
        }
    }
}
