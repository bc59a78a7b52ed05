//! Whether the templates of an overlay can be read, each for itself, so that one broken template does not hide another. Entry point: [`check`].

use tera::{ErrorKind, Tera};

use crate::diag::{Code, Diagnostic};
use crate::source::{Sources, Span};

/// Every template of `overlay` that the engine cannot read, with the place in it.
#[must_use]
pub fn check(overlay: &Sources) -> Vec<Diagnostic> {
    let templates = overlay.iter().filter_map(|(file, source)| Some((file, source.path.strip_prefix("templates/")?, source.text.as_str())));
    let broken = templates.filter_map(|(file, name, text)| {
        // What it asks of other templates is not looked at here: it stands alone.
        let error = Tera::new().add_raw_template(name, text).err()?;
        let ErrorKind::SyntaxError(report) = error.kind() else { return None };
        let range = report.span().range.clone();
        let range = range.start.min(text.len())..range.end.min(text.len());
        Some(
            Diagnostic::error(Code::ThemeTemplate, Span::new(file, range), report.message())
                .hint("the template is not used until it can be read"),
        )
    });
    broken.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn every_broken_template_is_named_with_its_place() {
        let file = |path: &str, text: &str| Source::decode(path.to_owned(), text.as_bytes());
        let sources = Sources::new(vec![
            file("templates/a.html", "<p>\n{{ x"),
            file("templates/b.html", "{% extends \"base.html\" %}{% block main %}{{ x | no_filter }}{% endblock %}"),
            file("templates/c.html", "{% if %}"),
            file("static/d.html", "{{"),
        ]);
        let found = check(&sources);
        let places: Vec<&str> = found.iter().map(|found| sources.get(found.span.as_ref().unwrap().file).path.as_str()).collect();
        assert_eq!(places, ["templates/a.html", "templates/c.html"]);
        assert!(found[0].span.as_ref().unwrap().range.start >= 4, "{:?}", found[0]);
    }
}
