//! What a page bears beside the text: page numbers, running heads and feet. Entry point: [`furniture`].

use std::collections::HashMap;

use quyche_text::fold;

use crate::restore::layout::is_unit;
use crate::restore::page::begins_paragraph;

/// Lines at either end of a page that may be furniture.
const EDGE: usize = 2;

/// For every line of a text, whether it is furniture. Pages end with a form feed; a text without any is one page.
pub(crate) fn furniture(text: &str) -> Vec<bool> {
    let pages: Vec<Vec<&str>> = text.split('\u{c}').map(|page| page.split('\n').collect()).collect();
    let forms = repeated(&pages);
    let mut found = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let edges = edges(page);
        for (at, line) in page.iter().enumerate() {
            let is_furniture = edges.contains(&at) && (is_page_number(line) || !begins_unit(line) && forms.contains_key(&form(line)));
            if number > 0 && at == 0 {
                // A form feed ends no line: what stands before it and behind it is one.
                let last = found.pop().unwrap_or(false);
                found.push(is_furniture || last && line.trim().is_empty());
            } else {
                found.push(is_furniture);
            }
        }
    }
    found
}

/// Places of the first and the last lines of a page that are not blank.
fn edges(page: &[&str]) -> Vec<usize> {
    let filled: Vec<usize> = page.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(|(at, _)| at).collect();
    if filled.len() <= 2 * EDGE { filled } else { [&filled[..EDGE], &filled[filled.len() - EDGE..]].concat() }
}

/// True for a line that begins a provision: it is text, however often it is repeated.
fn begins_unit(line: &str) -> bool {
    begins_paragraph(line) || is_unit(line.trim())
}

/// Forms of lines at the edges that three pages or more share, and one page in three.
fn repeated(pages: &[Vec<&str>]) -> HashMap<String, usize> {
    let mut forms: HashMap<String, usize> = HashMap::new();
    for page in pages.iter().skip(1) {
        for at in edges(page) {
            *forms.entry(form(page[at])).or_default() += 1;
        }
    }
    forms.retain(|form, count| *count > 2 && *count * 3 >= pages.len() && form.chars().any(char::is_alphabetic));
    forms
}

/// A line without marks, with `#` for every number: running heads bear the number of the page.
fn form(line: &str) -> String {
    let mut form = String::new();
    for character in fold(line.trim()).chars() {
        match character {
            c if c.is_ascii_digit() && form.ends_with('#') => {}
            c if c.is_ascii_digit() => form.push('#'),
            c if c.is_whitespace() && form.ends_with(' ') => {}
            c => form.push(c),
        }
    }
    form
}

/// True for `7`, `- 7 -`, `Trang 7`, `7/12`.
fn is_page_number(line: &str) -> bool {
    let form = form(line);
    let core = form.trim_matches(|c: char| " -–—.|".contains(c)).trim_start_matches("trang ").replace(' ', "");
    matches!(core.as_str(), "#" | "#/#") && line.trim().len() < 14
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aside(text: &str) -> Vec<&str> {
        text.split('\n').zip(furniture(text)).filter(|(_, furniture)| *furniture).map(|(line, _)| line.trim()).collect()
    }

    #[test]
    fn numbers_and_running_heads_are_furniture() {
        let page = |number: usize| {
            format!("CÔNG BÁO/Số {number} + 2/Ngày 05-01-2022   {number}\n\nĐiều {number}. Nội dung\n1. Khoản\n2. Khoản\n\n- {number} -\n")
        };
        let mut pages: Vec<String> = (2..6).map(page).collect();
        pages.insert(0, "THÀNH ỦY HẢI PHÒNG\nQUYẾT ĐỊNH\nĐiều 1. Nội dung\n1. Khoản\n12\n".to_owned());
        let heads = |number: usize| [format!("CÔNG BÁO/Số {number} + 2/Ngày 05-01-2022   {number}"), format!("- {number} -")];
        let expected: Vec<String> = std::iter::once("12".to_owned()).chain((2..6).flat_map(heads)).collect();
        assert_eq!(aside(&pages.join("\u{c}")), expected);
    }

    #[test]
    fn a_repeated_line_of_the_text_is_no_furniture() {
        assert!(aside("1. Một\n2. Hai\n3. Ba\n4. Bốn\n5. Năm\n\u{c}6. Sáu\n7. Bảy\n").is_empty());
    }
}
