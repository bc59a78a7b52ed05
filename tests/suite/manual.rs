//! The editors' manual explains every rule of `quyche check`, and no rule that is gone.

use std::path::Path;

use quyche::diag::Code;

#[test]
fn every_rule_is_explained() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guidance/kiem-tra.md");
    let page = std::fs::read_to_string(path).expect("the manual is there");
    let anchors = page.lines().filter(|line| line.starts_with("## ")).filter_map(|line| line.rsplit_once("{#")?.1.strip_suffix('}'));
    let explained: Vec<&str> = anchors.filter(|anchor| anchor.contains('-')).collect();
    let rules: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(explained, rules);
}
