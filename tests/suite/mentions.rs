//! Organisations named in a text: the longest name wins, case counts, a citation goes before a name.

use quyche::content::{parse_organisations, parse_regulation};
use quyche::corpus::{Contents, Corpus, Location, assemble};
use quyche::diag::Code;
use quyche::law::ProvisionPath;
use quyche::link::{Links, Mention, link};
use quyche::source::{Source, Sources};

const ORGANISATIONS: &str = "
- {id: ban-dan-van-thanh-uy, name: Ban Dân vận Thành ủy}
- {id: thanh-uy, name: Thành ủy}
- {id: ban-dan-van, name: ban dân vận}
- {id: cap-uy, name: cấp ủy}
- {id: mat-tran, name: Mặt trận Tổ quốc Việt Nam, aliases: [MTTQ, Mặt trận Tổ quốc]}
- {id: uy-ban-nhan-dan, name: Ủy ban nhân dân, aliases: [UBND]}
- {id: bo-chinh-tri, name: Bộ Chính trị}
- {id: hoa-giai, name: Tổ hòa giải}
- {id: ban-mot, name: Ban Một, aliases: [BM]}
- {id: ban-mai, name: Ban Mai, aliases: [BM]}
";

fn linked(text: &str) -> (Links, Vec<Code>, Corpus, Sources) {
    let text = format!("---\nnumber: 1-QĐ/TU\ntype: quyet-dinh\n---\nQUYẾT ĐỊNH\nĐiều 1. Nhiệm vụ\n1. {text}\n");
    let source = |path: &str, text: String| Source::new(path.to_owned(), text);
    let sources = Sources::new(vec![source("organisations.yaml", ORGANISATIONS.to_owned()), source("regulations/1-qd-tu.md", text)]);
    let mut contents = Contents::default();
    for (file, source) in sources.iter() {
        if source.path == "organisations.yaml" {
            contents.organisations = parse_organisations(source, file).value;
        } else {
            contents.regulations.push(parse_regulation(source, file).value);
        }
    }
    let corpus = assemble(contents).value;
    let links = link(&corpus, &sources);
    let codes = links.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    (links.value, codes, corpus, sources)
}

fn clause() -> ProvisionPath {
    ProvisionPath::new("1-qd-tu/quyet-dinh/dieu-1/khoan-1")
}

#[test]
fn names() {
    for (text, expected) in [
        ("Giao Ban Dân vận Thành ủy chủ trì.", vec!["Ban Dân vận Thành ủy → ban-dan-van-thanh-uy"]),
        ("Giao Ban Dân vận Thành uỷ chủ trì.", vec!["Ban Dân vận Thành uỷ → ban-dan-van-thanh-uy"]),
        (
            "Giao nhiệm vụ theo dõi, kiểm tra, đôn đốc và báo cáo kết quả hằng năm cho Ban Dân vận\nThành ủy chủ trì.",
            vec!["Ban Dân vận\nThành ủy → ban-dan-van-thanh-uy"],
        ),
        ("Giao ban dân vận các cấp.", vec!["ban dân vận → ban-dan-van"]),
        (
            "Ban dân vận các cấp tham mưu. Cấp uỷ lãnh đạo; Ban dân vận làm.",
            vec!["Ban dân vận → ban-dan-van", "Cấp uỷ → cap-uy", "Ban dân vận → ban-dan-van"],
        ),
        ("Giao Ban dân vận các cấp.", vec![]),
        ("Giao Mặt trận Tổ quốc Việt Nam và MTTQ cấp xã.", vec!["Mặt trận Tổ quốc Việt Nam → mat-tran", "MTTQ → mat-tran"]),
        ("Giao UBND, không UBNDX, và Ủy ban nhân dân.", vec!["UBND → uy-ban-nhan-dan", "Ủy ban nhân dân → uy-ban-nhan-dan"]),
        ("Tổ hoà giải và BM.", vec!["Tổ hoà giải → hoa-giai"]),
        (
            "Theo Quyết định số 23-QĐ/TW của Bộ Chính trị, Bộ Chính trị giao.",
            vec!["Bộ Chính trị → bo-chinh-tri", "Bộ Chính trị → bo-chinh-tri"],
        ),
    ] {
        let (links, _, corpus, sources) = linked(text);
        let (regulation, id) = corpus.provision(&clause()).expect("the clause is there");
        let words = |mention: &Mention<'_>| &sources.get(regulation.file).text[mention.range.clone()];
        let found: Vec<String> =
            links.mentions(regulation, id).map(|mention| format!("{} → {}", words(&mention), mention.organisation)).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn both_directions() {
    let (links, codes, corpus, _) = linked("Cấp ủy lãnh đạo theo Điều 1.\n2. MTTQ giám sát theo khoản 1 Điều này.");
    let paths = |found: &[Location]| Vec::from_iter(found.iter().map(|location| corpus.path(*location).clone()));
    let naming = |organisation| paths(links.mentioned_in(organisation));
    let citing = |path: &ProvisionPath| {
        let (regulation, provision) = corpus.provision(path).expect("it is there");
        paths(links.cited_by(Location { regulation: corpus.index(regulation), provision }))
    };
    assert_eq!(naming("cap-uy"), [clause()]);
    let second = ProvisionPath::new("1-qd-tu/quyet-dinh/dieu-1/khoan-2");
    assert_eq!(naming("mat-tran"), std::slice::from_ref(&second));
    assert_eq!(citing(&clause()), std::slice::from_ref(&second));
    let article = ProvisionPath::new("1-qd-tu/quyet-dinh/dieu-1");
    assert_eq!(citing(&article), [clause()]);
    assert!(codes.contains(&Code::AmbiguousAlias));
}
