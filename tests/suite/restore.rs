//! Restoring: what it promises of every text, and training. How right it is, `quyche restore evaluate` measures.

use std::sync::LazyLock;

use proptest::prelude::*;
use quyche::restore::{CorpusFile, Material, Model, ModelError, Page, Phrases, Restoration, Sort, restore, strip, train};

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().expect("the model of the program is whole"));

fn restored(text: &str) -> Restoration {
    restore(text, &MODEL, &Phrases::default())
}

#[test]
fn marks_come_back_and_numbers_stay() {
    let right = "Điều 7. Ban Thường vụ Thành ủy khóa XVI báo cáo trước ngày 15/6/2021 theo Quyết định số 23-QĐ/TW.";
    let restoration = restored(&strip(right));
    assert_eq!(restoration.text, right);
    let sorts = |sort: Sort| restoration.proposals.iter().filter(|p| p.sort == sort).map(|p| p.text.as_str()).collect::<Vec<_>>();
    assert_eq!(sorts(Sort::Numeral), ["7", "XVI", "15/6/2021", "23"]);
    assert_eq!(sorts(Sort::Code), ["QĐ", "TW"]);
}

#[test]
fn a_correct_text_stays_as_it_is() {
    let right = "Các cơ quan, tổ chức trong hệ thống chính trị căn cứ chức năng, nhiệm vụ có trách nhiệm triển khai thực hiện Quy chế này.";
    assert_eq!(restored(right).text, right);
}

#[test]
fn points_run_in_the_order_of_the_law() {
    let text = "Cac co quan co nhiem vu:\n\nd) bao cao cap tren\nd) kiem tra cap duoi\ne) giam sat\n";
    assert_eq!(restored(text).text, "Các cơ quan có nhiệm vụ:\n\nd) báo cáo cấp trên\nđ) kiểm tra cấp dưới\ne) giám sát\n");
}

#[test]
fn specks_are_set_aside_and_named() {
    let text = "Quy ché cong tac dan van cia hé thdng chinh tri\nVive--Re! Nel\\\ntai thanh phé Hai Phong\n";
    let restoration = restored(text);
    let aside: Vec<&str> = restoration.set_aside.iter().map(|span| &text[span.clone()]).collect();
    assert_eq!(aside, ["Vive--Re! Nel\\"]);
    assert_eq!(restoration.text, "Quy chế công tác dân vận của hệ thống chính trị tại thành phố Hải Phòng\n");
}

#[test]
fn a_code_is_read_as_a_code_and_joined() {
    let text = "Can cir Quyét dinh s6 23- QB/TW, ngay 30/7/2021 cia B6 Chinh tri vé céng tac dan van;\nThéng bao cho Ban Bi thu TW va Van phong Thanh uy theo Quyét dinh s6 84-OD/TU.\n";
    let restored = restored(text).text;
    let held = ["Quyết định số 23-QĐ/TW, ngày 30/7/2021", "Ban Bí thư TW và", "số 84-QĐ/TU"];
    assert!(held.iter().all(|part| restored.contains(part)), "{restored}");
}

#[test]
fn numbers_are_told_from_letters() {
    let text =
        "Can cir Ludt Nha & s627/2023/0H15 ngay 27 thang 11 nam 2023;\nNgudi lao dong phai nép O1 bé hé so va 14 thanh vién tinh a uy.\n";
    let restoration = restored(text);
    let held = ["Luật Nhà ở số 27/2023/QH15 ngày 27 tháng 11", "nộp 01 bộ hồ sơ", "tỉnh ủy"];
    assert!(held.iter().all(|part| restoration.text.contains(part)), "{}", restoration.text);
    let sort = |original: &str| restoration.proposals.iter().find(|proposal| proposal.original == original).map(|proposal| proposal.sort);
    assert_eq!((sort("0H15"), sort("O1"), sort("a")), (Some(Sort::Numeral), Some(Sort::Numeral), Some(Sort::Mark)));
}

#[test]
fn specks_between_words_and_blanks_read_as_letters_are_shown() {
    let text = "Can cir Quyét dinh thanh lap-cac té chtic dang truc thuéc, thyc hién nhiém vy tai Diéu 2.\nNgay eeseeeese cece thang nam 2021. Phat trién kinh té-xa hoi.\n";
    let restoration = restored(text);
    let marks: Vec<(&str, &str)> =
        restoration.proposals.iter().filter(|p| p.sort == Sort::Mark).map(|p| (p.original.as_str(), p.text.as_str())).collect();
    assert_eq!(marks, [("-", " "), ("eeseeeese cece", "..............")], "{}", restoration.text);
    assert!(restoration.proposals.iter().filter(|p| p.sort == Sort::Mark).all(quyche::restore::Proposal::is_shown));
    assert!(restoration.text.contains("thành lập các tổ chức đảng") && restoration.text.contains("kinh tế-xã hội"), "{}", restoration.text);
}

#[test]
fn published_texts_teach_their_phrases() {
    let text = "Hoi dong nghia vu tho lac hop thuong ky.";
    let known = "Hội đồng Nghĩa vụ Thọ Lạc họp thường kỳ mỗi quý. Hội đồng Nghĩa vụ Thọ Lạc báo cáo. Hội đồng Nghĩa vụ Thọ Lạc giám sát.";
    let phrases = Phrases::new(std::iter::repeat_n(known, 4), &MODEL);
    let taught = restore(text, &MODEL, &phrases).text;
    assert_eq!((taught.contains("thọ lạc"), restored(text).text.contains("thọ lạc")), (true, false), "{taught}");
}

#[test]
fn a_damaged_model_says_what_is_wrong() {
    let bytes = MODEL.to_bytes();
    assert!(bytes.len() <= 12_000_000, "the model is too large: {}", bytes.len());
    assert_eq!(Model::from_bytes(b"no model").err(), Some(ModelError::Version));
    assert_eq!(Model::from_bytes(&bytes[..bytes.len() - 1]).err(), Some(ModelError::Checksum));
}

#[test]
fn training_gives_the_same_model_twice() {
    let lines = ["Các cơ quan báo cáo cấp trên mỗi quý một lần.", "Cấp trên kiểm tra các cơ quan mỗi năm hai lần."];
    let corpus = || CorpusFile { name: "laws.txt".into(), bytes: lines.join("\n").repeat(20).into_bytes(), weight: 3 };
    let page = |text: &str| Page { gold: text.to_owned(), read: strip(text).replace('o', "é") };
    let material =
        || Material { corpus: vec![corpus()], pages: lines.iter().cycle().take(40).map(|line| page(line)).collect(), held: vec![] };
    let learn = || train(&material(), &mut |_| ()).expect("there is enough to learn from");
    let model = learn();
    assert_eq!(model.to_bytes(), learn().to_bytes());
    let again = Model::from_bytes(&model.to_bytes()).expect("a model that was written can be read");
    let without = train(&Material { held: vec![lines[0].to_owned()], ..material() }, &mut |_| ()).expect("the other line is left");
    assert!(without.sizes()[0] < again.sizes()[0], "a text that is held out is not learned from");
    assert_eq!(restore("méi quy mét lan", &again, &Phrases::default()).text, "mỗi quý một lần");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is read: no panic, spans in order, and outside the proposals nothing but white space and lines set aside is other than it was.
    #[test]
    fn nothing_is_lost(text in "[a-zA-ZĐđáàêỉ0-9 \n.,;:/()&¢\\-]{0,120}|\\PC{0,60}") {
        let restoration = restored(&text);
        let mut rest = String::new();
        let mut copied = 0;
        for proposal in &restoration.proposals {
            prop_assert!(proposal.span.start >= copied);
            prop_assert_eq!(&text[proposal.span.clone()], &proposal.original);
            prop_assert_eq!(&restoration.text[proposal.place.clone()], &proposal.text);
            prop_assert!((0.0..=1.0).contains(&proposal.confidence));
            rest.push_str(&text[copied..proposal.span.start]);
            rest.push_str(&proposal.text);
            copied = proposal.span.end;
        }
        rest.push_str(&text[copied..]);
        if restoration.set_aside.is_empty() {
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&rest), bare(&restoration.text));
        }
    }
}
