//! XML written line by line. Entry points: [`Xml`], [`escaped`].

/// The declaration that a file begins with.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Names and values of attributes; one whose value is empty is left out.
pub(in crate::export) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// An XML file that is being written: an element a line, those within it one step further in.
#[derive(Debug)]
pub(in crate::export) struct Xml {
    out: String,
    open: Vec<String>,
}

impl Xml {
    /// A file that holds nothing but its declaration.
    pub(in crate::export) fn new() -> Self {
        Self { out: String::from(DECLARATION), open: Vec::new() }
    }

    /// Begins an element that holds others.
    pub(in crate::export) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.indent();
        self.out.push_str(&tag(name, attributes));
        self.out.push_str(">\n");
        self.open.push(name.to_owned());
    }

    /// Ends the element begun last.
    pub(in crate::export) fn close(&mut self) {
        let name = self.open.pop().expect("every element that is closed was opened");
        self.indent();
        self.out.push_str(&format!("</{name}>\n"));
    }

    /// An element with `markup` in it, which may be empty and is written as it is.
    pub(in crate::export) fn element(&mut self, name: &str, attributes: Attributes<'_>, markup: &str) {
        self.indent();
        self.out.push_str(&element(name, attributes, markup));
        self.out.push('\n');
    }

    /// An element with words in it.
    pub(in crate::export) fn words(&mut self, name: &str, attributes: Attributes<'_>, words: &str) {
        self.element(name, attributes, &escaped(words));
    }

    /// The whole file.
    pub(in crate::export) fn finish(self) -> Vec<u8> {
        assert!(self.open.is_empty(), "every element is closed: {:?}", self.open);
        self.out.into_bytes()
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', self.open.len()));
    }
}

/// An element on its own, with `markup` in it.
pub(in crate::export) fn element(name: &str, attributes: Attributes<'_>, markup: &str) -> String {
    let tag = tag(name, attributes);
    if markup.is_empty() { format!("{tag}/>") } else { format!("{tag}>{markup}</{name}>") }
}

fn tag(name: &str, attributes: Attributes<'_>) -> String {
    let mut out = format!("<{name}");
    for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        out.push_str(&format!(" {name}=\"{}\"", escaped(value)));
    }
    out
}

/// Text as XML 1.0 can hold it, safe between tags and between double quotes; a character that it cannot hold is U+FFFD.
pub(in crate::export) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(sign),
            // A reader of XML takes a bare one for a line break.
            '\r' => out.push_str("&#13;"),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "\"&\""), ("c", "")]);
        xml.words("d", &[], "1 < 2\u{1}");
        xml.element("e", &[], "");
        xml.close();
        let wanted = format!("{DECLARATION}<a b=\"&quot;&amp;&quot;\">\n <d>1 &lt; 2\u{fffd}</d>\n <e/>\n</a>\n");
        assert_eq!(String::from_utf8(xml.finish()).as_deref(), Ok(wanted.as_str()));
    }
}
