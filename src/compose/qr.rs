//! QR codes that lead from paper to a page. Entry point: [`code`].

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};

use crate::compose::{Composer, register};
use crate::page::QrView;

/// Light modules around a code, by its standard (ISO/IEC 18004).
const QUIET: usize = 4;

/// The code of the page at `url`, where the site has codes and it is known where it is served.
pub(in crate::compose) fn code(composer: &Composer<'_>, url: &str) -> Option<QrView> {
    let address = register::setting(composer).address(url).filter(|_| composer.corpus.contents.site.qr_codes)?;
    // Level M survives a fold or a stain; an address that no code can hold is still printed in words elsewhere.
    let code = QRBuilder::new(address.as_str()).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        let mut column = 0;
        while column < code.size {
            let run = (column..code.size).take_while(|at| code[row][*at].value()).count();
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET).expect("writing to a string does not fail");
            }
            column += run.max(1);
        }
    }
    let short = address.split_once("://").map_or(address.as_str(), |(_, rest)| rest).to_owned();
    Some(QrView { size: code.size + 2 * QUIET, path, short, address })
}
