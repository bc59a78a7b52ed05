//! A page that stands alone carries its style and its script within itself. Entry points: [`policy`],
//! [`with_engine`], [`head_allowing`].

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The content security policy of a page that stands alone (W3C CSP 3): nothing is loaded, nothing is sent, and nothing runs but the one
/// script and the one style sheet, allowed by their hashes.
#[must_use]
pub fn policy(style: &str, script: &str) -> String {
    format!("{NOTHING} style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'", hash(style), hash(script))
}

/// The head of a page that stands alone, its policy allowing what comes from `source` too; any other head as it is.
#[must_use]
pub fn head_allowing(head: &str, source: &str) -> String {
    if !head.contains(NOTHING) {
        return head.to_owned();
    }
    let sent = head.replacen(NOTHING, &format!("{NOTHING} connect-src {source};"), 1);
    ["style-src ", "script-src "].iter().fold(sent, |head, kind| head.replacen(kind, &format!("{kind}{source} "), 1))
}

/// What a policy that allows only what it names begins with.
const NOTHING: &str = "default-src 'none';";

/// A text as a policy names it.
pub(super) fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

/// The policy of a page whose script runs a wasm engine that the page carries too.
#[must_use]
pub(super) fn with_engine(policy: &str) -> String {
    policy.replacen("script-src ", "script-src 'wasm-unsafe-eval' ", 1)
}
