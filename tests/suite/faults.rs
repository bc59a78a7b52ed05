//! What a build survives: a kill at any moment, a full disk, folders that cannot be read or written, files that vanish, other builds, a wrong clock.
//! The site that was there stays whole, the error says what is wrong, the next build succeeds.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use crate::suite::determinism::{Place, names, same};
use crate::suite::support::{bytes_below, lay};

/// A user who may do nothing in particular; the tests may run as root, whom no mode stops.
const NOBODY: u32 = 65534;

const PROGRAM: &str = env!("CARGO_BIN_EXE_quyche");

/// `quyche build` as a process of its own, silent.
fn begin(folder: &Path) -> Child {
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).args(["build", "--out", "site"]).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().expect("the binary runs")
}

/// Content whose every page changes with `title`.
fn small(folder: &Path, title: &str) {
    lay(&folder.join("content/site.yaml"), format!("title: {title}\noffline: false\n").as_bytes());
    lay(&folder.join("content/regulations/1-qd.md"), "---\nnumber: 1-QĐ\n---\nĐiều 1. Một\n1. Một.\n".as_bytes());
}

/// Numbers below one, always the same (SplitMix64).
fn chances(mut seed: u64) -> impl Iterator<Item = f64> {
    std::iter::from_fn(move || {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some((mixed ^ (mixed >> 31)) as f64 / u64::MAX as f64)
    })
}

#[test]
fn a_build_killed_at_any_moment_leaves_a_whole_site() {
    const KILLS: usize = 200;
    let place = tempfile::tempdir().expect("a folder can be made");
    let (folder, site) = (place.path(), place.path().join("site"));
    let build = || {
        let start = Instant::now();
        let status = begin(folder).wait().expect("it ends");
        assert!(status.success(), "the build after a kill fails: {status}");
        (start.elapsed(), bytes_below(&site))
    };
    // The two sites between which the content goes to and fro.
    let [old, new] = ["Cũ", "Mới"].map(|title| {
        small(folder, title);
        build().1
    });
    assert!(old.keys().eq(new.keys()) && old["index.html"] != new["index.html"]);
    let (mut sites, mut took) = ([("Mới", &new), ("Cũ", &old)], build().0);
    let (mut stayed, mut replaced, mut unfinished) = (0, 0, 0);
    for chance in chances(8).take(KILLS) {
        let [(_, before), (title, after)] = sites;
        small(folder, title);
        let mut child = begin(folder);
        std::thread::sleep(took.mul_f64(chance * 1.1));
        child.kill().expect("a process can be killed");
        child.wait().expect("it ends");
        unfinished += usize::from(folder.join(".site.new").exists());
        let found = bytes_below(&site);
        if found == *before {
            stayed += 1;
        } else {
            same(&found, after);
            replaced += 1;
        }
        let (duration, found) = build();
        same(&found, after);
        assert!(!folder.join(".site.new").exists(), "what a killed build left is removed");
        took = duration;
        sites.reverse();
    }
    println!(
        "{KILLS} kills: the old site stayed {stayed} times, the new one was there {replaced} times, {unfinished} were killed while writing"
    );
    assert!(stayed > KILLS / 4 && unfinished > KILLS / 20, "the kills came at the wrong times: {stayed} {replaced} {unfinished}");
}

/// A change in every page of the site, which then cannot be written: the old one stays, `said` is what must be said.
fn refused(place: &Place, before: &BTreeMap<String, Vec<u8>>, output: &Output, said: &str) {
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{error}");
    let last = error.lines().next_back().unwrap_or_default();
    assert!(last.starts_with("error: ") && last.contains(said), "{last}");
    same(before, &place.site("site"));
    assert_eq!(place.build("site", &[]).0, 0, "the next build succeeds");
    assert_ne!(before["index.html"], place.site("site")["index.html"]);
    assert!(!names(&place.path("")).contains(&String::from(".site.new")));
}

/// A place with a site, and content that has changed since; the site as it stands.
fn changed() -> (Place, BTreeMap<String, Vec<u8>>) {
    let place = Place::new(false);
    assert_eq!(place.build("site", &[]).0, 0);
    let before = place.site("site");
    place.write("content/site.yaml", "title: Tên khác\n");
    (place, before)
}

/// Runs a script of the shell in the place.
fn shell(place: &Place, script: &str) -> Output {
    Command::new("sh").current_dir(place.path("")).args(["-c", script, "sh", PROGRAM]).output().expect("sh runs")
}

/// Runs a script that mounts what only it sees; `None` where the system does not let us.
fn mounted(place: &Place, script: &str) -> Option<Output> {
    const REFUSED: i32 = 77;
    let mount = |script: &str| {
        let options: &[&str] = if is_root() { &["--mount"] } else { &["--mount", "--map-root-user"] };
        let mut command = Command::new("unshare");
        command.current_dir(place.path("")).args(options).args(["sh", "-c", script, "sh", PROGRAM]).output()
    };
    let probe = mount("mkdir -p probe && mount -t tmpfs tmpfs probe || exit 1").is_ok_and(|output| output.status.success());
    probe.then(|| mount(script).expect("unshare runs")).filter(|output| output.status.code() != Some(REFUSED))
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().expect("id runs");
    output.stdout.trim_ascii() == b"0"
}

#[test]
fn a_disk_that_is_full_leaves_the_old_site() {
    // No file may grow beyond 4 KiB: the write that would is cut short and fails, as on a full disk.
    let (place, before) = changed();
    let output = shell(&place, "trap '' XFSZ; ulimit -f 8; exec \"$1\" build --out site");
    refused(&place, &before, &output, "cannot write `./.site.new/");
    // The same on a small disk, where one can be made: half of the new site fits beside the old one.
    let (place, _) = changed();
    let script = "mkdir disk && mount -t tmpfs -o size=3m tmpfs disk || exit 77
        cp -r site disk/site && dd if=/dev/zero of=disk/filler bs=1k count=1400 2>/dev/null
        \"$1\" build --out disk/site 2>said; code=$?
        tail -n 1 said >&2; diff -r site disk/site >&2 || exit 3
        rm disk/filler; \"$1\" build --out disk/site 2>/dev/null && ! diff -rq site disk/site >/dev/null || exit 4
        exit $code";
    if let Some(output) = mounted(&place, script) {
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("cannot write `disk/.site.new/") && said.contains("No space left"), "{said}");
    }
}

/// A program that anyone may run, in a folder that anyone may enter.
fn for_anyone(place: &Place) -> PathBuf {
    let program = place.path("quyche");
    std::fs::hard_link(PROGRAM, &program).or_else(|_| std::fs::copy(PROGRAM, &program).map(drop)).expect("the program can be copied");
    mode(&place.path(""), 0o755);
    program
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Builds as a user whom modes stop.
fn build_as_nobody(place: &Place, program: &Path) -> Output {
    let mut command = Command::new(program);
    command.current_dir(place.path("")).args(["build", "--out", "site"]);
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    command.output().expect("the binary runs")
}

#[test]
fn what_may_not_be_written_or_read_is_named() {
    let (place, before) = changed();
    let program = for_anyone(&place);
    // The folder in which the site lies, a file of the content, a folder of it.
    let regulation = place.path("content/regulations/1-qd-tu.md");
    for (path, forbidden, allowed, said) in [
        (place.path(""), 0o555, 0o755, "cannot make `./.site.lock`: Permission denied"),
        (regulation, 0o000, 0o644, "cannot read `content/regulations/1-qd-tu.md`: Permission denied"),
        (place.path("content/regulations"), 0o000, 0o755, "cannot read the folder `content`"),
    ] {
        place.write("content/site.yaml", "title: Tên khác\n");
        mode(&path, forbidden);
        let output = build_as_nobody(&place, &program);
        mode(&path, allowed);
        refused(&place, &before, &output, said);
        place.write("content/site.yaml", &String::from_utf8_lossy(&Place::new(false).site("content")["site.yaml"]));
        assert_eq!(place.build("site", &[]).0, 0);
    }
}

#[test]
fn a_file_where_a_folder_should_be_is_named() {
    let (place, before) = changed();
    place.write("tep", "Tệp");
    let (code, said) = place.build("tep/site", &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("error: cannot make the folder `tep`"), "{said}");
    let (code, said) = place.build("site", &["--content", "tep"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("error: no folder `tep`: name it with `--content DIR`"), "{said}");
    same(&before, &place.site("site"));
    assert_eq!(std::fs::read(place.path("tep")).expect("it is there"), "Tệp".as_bytes());
}

#[test]
fn a_read_only_disk_is_named() {
    let (place, before) = changed();
    let script = "mount --bind . . && mount -o remount,ro,bind . || exit 77; cd \"$PWD\" && exec \"$1\" build --out site";
    if let Some(output) = mounted(&place, script) {
        refused(&place, &before, &output, "cannot make `./.site.lock`: Read-only file system");
    }
    let (place, before) = changed();
    let script = "mount --bind site site || exit 77; exec \"$1\" build --out site";
    if let Some(output) = mounted(&place, script) {
        refused(&place, &before, &output, "another file system is mounted there: choose a folder within it");
    }
}

#[test]
fn a_file_that_vanishes_while_it_is_read_is_named() {
    let (place, before) = changed();
    // As large as may be, and read before the one that vanishes; it takes up no room.
    let large = std::fs::File::create(place.path("content/regulations/0.md")).expect("a file can be made");
    large.set_len(60 << 20).expect("a file can be long");
    place.write("content/regulations/9-qd.md", "Điều 1. Một\n");
    let mut command = Command::new(PROGRAM);
    // Beside each other, the one that vanishes may be read first.
    command.env("RAYON_NUM_THREADS", "1");
    command.current_dir(place.path("")).args(["build", "--out", "site"]).stderr(Stdio::piped());
    let child = command.spawn().expect("the binary runs");
    let opened = format!("/proc/{}/fd", child.id());
    let is_reading = || {
        let open = std::fs::read_dir(&opened).into_iter().flatten().flatten();
        open.filter_map(|entry| std::fs::read_link(entry.path()).ok()).any(|file| file.ends_with("0.md"))
    };
    let start = Instant::now();
    while !is_reading() {
        assert!(start.elapsed() < Duration::from_secs(60), "the large file is read");
    }
    std::fs::remove_file(place.path("content/regulations/9-qd.md")).expect("it is there");
    let output = child.wait_with_output().expect("it ends");
    std::fs::remove_file(place.path("content/regulations/0.md")).expect("it is there");
    refused(&place, &before, &output, "cannot read `content/regulations/9-qd.md`: No such file");
}

#[test]
fn a_site_that_was_put_aside_comes_back() {
    // What a kill leaves where a file system cannot exchange two folders in one step.
    let (place, before) = changed();
    std::fs::rename(place.path("site"), place.path(".site.old")).expect("it is there");
    let output = shell(&place, "trap '' XFSZ; ulimit -f 8; exec \"$1\" build --out site");
    refused(&place, &before, &output, "cannot write");
    assert!(!names(&place.path("")).contains(&String::from(".site.old")));
}

#[test]
fn a_link_to_the_site_stays_a_link() {
    let (place, before) = changed();
    std::fs::create_dir(place.path("www")).expect("a folder can be made");
    std::os::unix::fs::symlink("../site", place.path("www/html")).expect("a link can be made");
    assert_eq!(place.build("www/html", &[]).0, 0);
    assert!(place.path("www/html").is_symlink());
    assert_ne!(before["index.html"], place.site("site")["index.html"]);
    // A link in the place of the lock: what it leads to is kept.
    place.write("letter.txt", "Thư");
    std::fs::remove_file(place.path(".site.lock")).expect("it is there");
    std::os::unix::fs::symlink("letter.txt", place.path(".site.lock")).expect("a link can be made");
    assert_eq!(place.build("site", &[]).0, 0);
    assert_eq!(std::fs::read(place.path("letter.txt")).expect("it is there"), "Thư".as_bytes());
}

#[test]
fn of_builds_at_once_each_is_whole_or_refused() {
    let (place, before) = changed();
    let mut written = 0;
    for _ in 0..5 {
        let builds: Vec<Child> = (0..4)
            .map(|_| {
                let mut command = Command::new(PROGRAM);
                command
                    .current_dir(place.path(""))
                    .args(["build", "--out", "site"])
                    .stderr(Stdio::piped())
                    .spawn()
                    .expect("the binary runs")
            })
            .collect();
        for build in builds {
            let output = build.wait_with_output().expect("it ends");
            let said = String::from_utf8_lossy(&output.stderr);
            match output.status.code() {
                Some(0) => written += 1,
                code => assert!(code == Some(2) && said.contains("another build is writing `site`: wait for it to end"), "{code:?} {said}"),
            }
        }
    }
    assert!(written >= 5, "of those that begin together one is written");
    let after = place.site("site");
    assert_eq!(place.build("alone", &[]).0, 0);
    same(&place.site("alone"), &after);
    assert_ne!(before["index.html"], after["index.html"]);
}

#[test]
fn a_wrong_clock_changes_nothing() {
    let place = Place::new(false);
    let date = |path: &Path, time: SystemTime| {
        let file = std::fs::File::options().append(true).open(path).expect("the file is there");
        file.set_modified(time).expect("a time stamp can be set");
    };
    let future = SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000);
    for path in place.site("content").keys() {
        date(&place.path("content").join(path), future);
    }
    assert_eq!(place.build("site", &[]).0, 0);
    for path in place.site("site").keys() {
        date(&place.path("site").join(path), future);
    }
    // An edit of the same length that is older than everything, then one that has the very time stamp of before.
    let regulation = "content/regulations/1-qd-tu.md";
    for (from, to, time) in [("kịp thời", "kịp thới", SystemTime::UNIX_EPOCH), ("Hằng tuần", "Hằng tuấn", SystemTime::UNIX_EPOCH)]
    {
        let text = String::from_utf8(place.site("content").remove("regulations/1-qd-tu.md").expect("it is there")).expect("it is text");
        assert!(text.contains(from));
        place.write(regulation, &text.replace(from, to));
        date(&place.path(regulation), time);
        assert_eq!(place.build("site", &[]).0, 0);
        assert_eq!(place.build("fresh", &[]).0, 0);
        same(&place.site("site"), &place.site("fresh"));
        std::fs::remove_dir_all(place.path("fresh")).expect("it is there");
    }
}
