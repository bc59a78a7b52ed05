//! The pipeline: source texts to output files, a line of pure stages between two ends that touch the disk.
//! Entry points: [`read`], [`analyse`], [`write`].

mod cache;
mod indexes;
mod memory;
mod pack;
mod pages;
mod records;
mod shelf;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use blake3::Hash;
use rayon::prelude::*;

pub use self::cache::Cache;
use self::memory::Memory;
use self::pages::{MadeOf, Pages};
pub use self::records::records;
use self::shelf::{SharedList, Shelf};
use crate::compose::{self, Composer, Data, Inputs};
use crate::content::{self, Regulation, Site};
use crate::corpus::{self, Contents, Corpus};
use crate::diag::{Code, Diagnostic, Parsed};
use crate::duty::{self, Register};
use crate::link::{self, Links};
use crate::output::{Beside, OutputPath, Piece, Pieces, Staging};
use crate::render::{self, Host, Templates};
use crate::source::{FileId, Source, Sources, Span};
use crate::sum::Sum;
use crate::theme::{self, Theme};
use crate::{check, fs, output};

/// Where the index lies in the site.
pub const INDEX: &str = "du-lieu/chi-muc";

/// Where the browser's index lies in the site.
pub const PACK: &str = "du-lieu/tim";

/// What is known of the content before a page is made.
#[derive(Debug)]
pub struct Analysis {
    /// All documents.
    pub corpus: Corpus,
    /// What cites and names what.
    pub links: Links,
    /// Who must do what.
    pub register: Register,
    /// What the next build need not look for.
    pub cache: Cache,
}

/// Endings of the files that are read; scans and Word files in `sources/` are kept for people.
const READ: [&str; 4] = [".md", ".txt", ".yaml", ".json"];

/// Largest file that is read, in bytes; no text of law comes near it, and all of them are in memory at once.
const LARGEST: u64 = 64 << 20;

/// Reads the content folder.
pub fn read(content: &Path) -> Result<Sources> {
    let most = |path: &str| READ.iter().any(|ending| path.ends_with(ending)).then_some(LARGEST);
    let (files, links) = fs::read_folder_as(content, "--content", most, Source::decode)?;
    Ok(Sources::new(files).with_links(links))
}

/// Reads the built-in theme with the files of `overlay` over it.
pub fn read_theme(overlay: Option<&Path>) -> Result<Theme> {
    let files: BTreeMap<String, Vec<u8>> = match overlay {
        Some(folder) => fs::read_folder(folder, "--theme", |_| Some(LARGEST))?.into_iter().collect(),
        None => BTreeMap::new(),
    };
    let parse = |text: &str| serde_yaml::from_str(text).map_err(|error| error.to_string());
    Theme::load(&files, parse).map_err(|error| anyhow!("{error}"))
}

/// What is wrong with the files of `overlay`, which are laid over the built-in theme, and those files.
pub fn check_theme(overlay: &Path) -> Result<(Sources, Vec<Diagnostic>)> {
    let files = fs::read_folder(overlay, "--theme", |_| Some(LARGEST))?;
    let sources = Sources::new(files.into_iter().map(|(path, bytes)| Source::decode(path, bytes)).collect());
    let mut diagnostics = theme::check(&sources);
    diagnostics.extend(render::check_templates(&sources));
    diagnostics.sort_by_key(|diagnostic| diagnostic.span.as_ref().map(|span| (span.file, span.range.start)));
    Ok((sources, diagnostics))
}

/// What the build that made the site at `out` found in the texts.
pub fn cache(out: &Path) -> Cache {
    output::left_beside(out, Beside::Cache).map(Cache::read).unwrap_or_default()
}

/// Parses every file, puts the documents together, links and checks them.
pub fn analyse(sources: &Sources, base_url: Option<&str>) -> Parsed<Analysis> {
    analyse_over(sources, base_url, Cache::default())
}

/// The same as [`analyse`]; what `cache` holds is not looked for again.
pub fn analyse_over(sources: &Sources, base_url: Option<&str>, mut cache: Cache) -> Parsed<Analysis> {
    let mut diagnostics = Vec::new();
    let mut contents = parse_over(sources, &mut cache).unload(&mut diagnostics);
    if let Some(base_url) = base_url {
        contents.site.base_url = base_url.trim_end_matches('/').to_owned();
    }
    let corpus = corpus::assemble(contents).unload(&mut diagnostics);
    let vocabulary = link::Vocabulary::new(&corpus);
    let inputs = link::Inputs::new(&corpus, sources);
    let sums: Vec<Hash> = (0..corpus.regulations().len()).into_par_iter().map(|index| inputs.regulation(index)).collect();
    let linked = cache.find(&sums, |index| link::link_one(&corpus, &vocabulary, index, sources));
    let linked = corpus.regulations().par_iter().zip(linked).map(|(regulation, linked)| linked.in_file(regulation.file)).collect();
    let bind = || {
        drop(vocabulary);
        duty::bind(&corpus, sources)
    };
    let (links, register) = rayon::join(|| link::collect(&corpus, linked), bind);
    let (links, register) = (links.unload(&mut diagnostics), register.unload(&mut diagnostics));
    diagnostics.extend(check::check(&corpus, &links, &register, sources));
    // A file that cannot be read first: without it hundreds of others may be wrong that are not.
    diagnostics.par_sort_by_cached_key(|one| (!one.hides_a_file(), one.span.as_ref().map(|span| (span.file, span.range.start)), one.code));
    diagnostics.dedup();
    Parsed { value: Analysis { corpus, links, register, cache }, diagnostics }
}

/// Parses every file, each alone.
pub fn parse(sources: &Sources) -> Parsed<Contents> {
    parse_over(sources, &mut Cache::default())
}

fn parse_over(sources: &Sources, cache: &mut Cache) -> Parsed<Contents> {
    let mut diagnostics = Vec::new();
    let mut contents = Contents::default();
    let (pages, nameless): (Vec<(FileId, &Source)>, Vec<_>) =
        sources.iter().partition(|(_, source)| !is_page(&source.path) || content::is_addressable(&source.path));
    diagnostics.extend(nameless.into_iter().map(|(file, _)| {
        let message = "the name of the file makes no address: it has no letter or figure, or too many";
        Diagnostic::error(Code::BadValue, Span::new(file, 0..0), message).hint("rename the file; until then it is left out")
    }));
    let regulations: Vec<(FileId, &Source)> = pages.iter().copied().filter(|(_, source)| is_regulation(&source.path)).collect();
    contents.regulations = parse_regulations(&regulations, cache).unload(&mut diagnostics);
    for (file, source) in pages {
        match source.path.as_str() {
            "site.yaml" => contents.site = content::parse_site(source, file).unload(&mut diagnostics),
            "organisations.yaml" => contents.organisations = content::parse_organisations(source, file).unload(&mut diagnostics),
            "changes.yaml" => contents.changes = content::parse_changes(source, file).unload(&mut diagnostics),
            "documents.yaml" => contents.documents = content::parse_documents(source, file).unload(&mut diagnostics),
            "glossary.yaml" => contents.glossary = content::parse_glossary(source, file).unload(&mut diagnostics),
            path if path.starts_with("sessions/") && path.ends_with(".md") => {
                contents.sessions.push(content::parse_session(source, file).unload(&mut diagnostics));
            }
            path if path.starts_with("guidance/") && path.ends_with(".md") => {
                contents.guidance.push(content::parse_guidance(source, file).unload(&mut diagnostics));
            }
            path => {
                if let Some(document) = path.strip_prefix("duties/").and_then(|name| name.strip_suffix(".yaml")) {
                    contents.duties.insert(document.to_owned(), content::parse_duties(source, file).unload(&mut diagnostics));
                } else if let Some(document) = path.strip_prefix("sources/").and_then(|name| name.strip_suffix(".readings.yaml")) {
                    contents.readings.insert(document.to_owned(), content::parse_readings(source, file).unload(&mut diagnostics));
                } else if let Some(document) = path.strip_prefix("sources/").and_then(|name| name.strip_suffix(".restored.json"))
                    && let Some(restored) = content::parse_restored(source, file).unload(&mut diagnostics)
                {
                    contents.restored.insert(document.to_owned(), restored);
                }
            }
        }
    }
    Parsed { value: contents, diagnostics }
}

/// Parses the files of regulations; what `cache` holds is not parsed again.
fn parse_regulations(files: &[(FileId, &Source)], cache: &mut Cache) -> Parsed<Vec<Regulation>> {
    let program = fs::program();
    let key = |(_, source): &(FileId, &Source)| {
        let mut sum = Sum::default();
        [&program, &source.path].into_iter().for_each(|text| sum.text(text));
        sum.hash(&source.sum);
        sum.finish()
    };
    let keys: Vec<Hash> = files.par_iter().map(key).collect();
    let parsed: Vec<(Regulation, Vec<Diagnostic>)> = cache.find(&keys, |place| {
        let (file, source) = files[place];
        let Parsed { value, diagnostics } = content::parse_regulation(source, file);
        (value, diagnostics)
    });
    let mut diagnostics = Vec::new();
    let regulations = files.iter().zip(parsed).map(|((file, _), (regulation, found))| {
        diagnostics.extend(found.into_iter().map(|found| found.in_file(*file)));
        regulation.in_file(*file)
    });
    Parsed { value: regulations.collect(), diagnostics }
}

/// Whether a file becomes a page whose address is made of its name.
fn is_page(path: &str) -> bool {
    is_regulation(path) || (["guidance/", "sessions/"].iter().any(|folder| path.starts_with(folder)) && path.ends_with(".md"))
}

fn is_regulation(path: &str) -> bool {
    path.strip_prefix("regulations/").is_some_and(|name| !name.contains('/') && (name.ends_with(".md") || name.ends_with(".txt")))
}

/// What a finished build holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    /// Regulations published.
    pub documents: usize,
    /// Of these, those whose files are the old site's.
    pub kept: usize,
    /// Pages written.
    pub pages: usize,
    /// Records in the index.
    pub records: usize,
    /// Files written in all.
    pub files: usize,
    /// Whether they are the old site's, byte for byte, as far as that site is remembered.
    pub is_as_before: bool,
    /// Whether the indexes are the old site's and know nothing of what was edited since, see [`write_pages`].
    pub is_index_left: bool,
}

/// Composes, renders and writes the site to `out`; nothing is replaced before all of it is written. Sessions and questions that nobody
/// has reviewed are published only where `with_proposed` asks for them.
pub fn write(sources: &Sources, analysis: &Analysis, theme: &Theme, out: &Path, with_proposed: bool) -> Result<Parsed<Summary>> {
    write_with(sources, analysis, theme, out, with_proposed, false)
}

/// The same as [`write`], but the indexes stay those of the site that is there, if it can be done, and know nothing of what was edited since:
/// half of the work, for whoever wants to see the pages and calls [`write`] after it.
pub fn write_pages(sources: &Sources, analysis: &Analysis, theme: &Theme, out: &Path, with_proposed: bool) -> Result<Parsed<Summary>> {
    write_with(sources, analysis, theme, out, with_proposed, true)
}

/// The page at the address `url` as [`write`] writes it, made without the rest of the site; `None` where the site has none that can be.
pub fn page(sources: &Sources, analysis: &Analysis, theme: &Theme, with_proposed: bool, url: &str) -> Result<Option<String>> {
    let Some(theme) = &theme.speaking(&analysis.corpus.contents.site.language) else { return Ok(None) };
    let composer = composer(sources, analysis, theme, with_proposed);
    let Some(page) = composer.page_at(url) else { return Ok(None) };
    Ok(Some(render::render(&page, &templates(analysis, theme)?)?))
}

fn composer<'a>(sources: &'a Sources, analysis: &'a Analysis, theme: &'a Theme, with_proposed: bool) -> Composer<'a> {
    Composer::new(&analysis.corpus, sources, &analysis.links, &analysis.register, theme.strings()).with_proposed(with_proposed)
}

fn templates(analysis: &Analysis, theme: &Theme) -> Result<Templates> {
    Ok(render::compile(theme, &compose::site_view(&analysis.corpus.contents.site, theme.strings()))?)
}

fn write_with(
    sources: &Sources,
    analysis: &Analysis,
    theme: &Theme,
    out: &Path,
    with_proposed: bool,
    is_index_left: bool,
) -> Result<Parsed<Summary>> {
    let language = &analysis.corpus.contents.site.language;
    let Some(theme) = &theme.speaking(language) else {
        return Ok(Parsed { value: Summary::default(), diagnostics: vec![unknown_language(language, sources, theme)] });
    };
    let maker = maker(theme);
    let (composer, (templates, begun)) = rayon::join(
        || composer(sources, analysis, theme, with_proposed),
        || rayon::join(|| templates(analysis, theme), || begin(out, &maker)),
    );
    let (templates, (staging, before)) = (templates?, begun?);
    let shelf = analysis.corpus.contents.site.offline.then(Shelf::default);
    let inputs = Inputs::new(&composer, &maker);
    let made_of = MadeOf::all(&inputs, composer.documents(), &before);
    let sums: Vec<Hash> = made_of.iter().map(|made_of| made_of.inputs.into()).collect();
    let pages = Pages {
        composer: &composer,
        inputs: &inputs,
        made_of: &made_of,
        maker: page_maker(&maker, &analysis.corpus.contents.site),
        templates: &templates,
        staging: &staging,
        is_kept_offline: shelf.is_some(),
    };
    // All that needs no index, while the indexes are made.
    let made = || {
        let written = pages.write(&before)?;
        let all_but_checksum = || {
            let rest = || rest(&written, shelf.as_ref(), &composer, theme, &templates, &staging);
            let (addresses, cache) = rayon::join(rest, || analysis.cache.pieces());
            let shared = SharedList::new(&written.bundles(), &composer);
            let (kept, inputs) = (written.kept(), written.inputs());
            let (made, left_out) = written.remembered(&before, &staging)?;
            anyhow::Ok((addresses?, kept, shared, inputs, memory::bytes_of(&made), left_out, cache))
        };
        let (made, checksum) = rayon::join(all_but_checksum, || pages.archive_checksum());
        checksum.and(made)
    };
    let (made, indexes) = rayon::join(made, || indexes::write(&composer, &sums, &staging, shelf.as_ref(), &before, is_index_left));
    let ((addresses, kept, shared, inputs, made, left_out, cache), mut indexes) = (made?, indexes?);
    let parts = indexes.parts.take();
    if let Some(list) = shelf.map(|shelf| shelf.list(shared)) {
        put_data(&staging, &list)?;
    }
    let gone = || {
        let left_out = [left_out, indexes.left_out(&before)?].concat();
        anyhow::Ok(before.paths.iter().chain(&left_out).filter(|path| !staging.is_written(path)).cloned().collect::<Vec<_>>())
    };
    let (conflicts, gone) = rayon::join(|| staging.conflicts(), gone);
    let gone = gone?;
    let report = |path: &String| {
        Diagnostic::site(Code::OutputConflict, format!("`{path}` has two writers"))
            .hint("rename one of the two objects that have this address")
    };
    let diagnostics: Vec<Diagnostic> = conflicts.iter().map(report).collect();
    let is_remembered = !before.paths.is_empty();
    let summary = Summary {
        documents: analysis.corpus.regulations().len(),
        kept,
        pages: addresses,
        records: indexes.records,
        files: staging.len(),
        is_as_before: is_remembered && gone.is_empty() && staging.has_nothing_new(),
        is_index_left: indexes.is_left,
    };
    if diagnostics.is_empty() {
        let records = indexes.records;
        let (segments, pack) = indexes.remembered(&staging)?;
        let (archive, paths) = (staging.stamp(&path_of_url(compose::ARCHIVE)?), staging.unlisted());
        let memory = Memory { maker, paths, gone, archive, inputs, records, segments, pack: Some(pack), ..Memory::default() };
        let left = [
            (Beside::Memory, Some(Pieces::All(vec![Piece::Bytes(memory.to_bytes(&made).into())]))),
            (Beside::Cache, cache),
            (Beside::Parts, parts.as_ref().and_then(Cache::pieces)),
        ];
        let left: Vec<(Beside, Pieces<'_>)> = left.into_iter().filter_map(|(file, pieces)| Some((file, pieces?))).collect();
        staging.publish(&left, is_remembered.then_some(memory.gone.as_slice()))?;
    }
    // Thousands of small pieces, for which nobody needs to wait.
    rayon::spawn(move || drop((before, templates)));
    Ok(Parsed { value: summary, diagnostics })
}

/// Writes what is neither a page nor data nor an index, but for the list of what every page needs; the value is how many addresses the site has.
fn rest(
    written: &pages::Site<'_>,
    shelf: Option<&Shelf>,
    composer: &Composer<'_>,
    theme: &Theme,
    templates: &Templates,
    staging: &Staging,
) -> Result<usize> {
    for (path, bytes) in theme.published() {
        put(staging, path, bytes)?;
    }
    for (file, host) in Host::ALL.iter().filter_map(|(_, host)| Some((host.file()?, *host))) {
        put(staging, file, templates.headers(host).as_bytes())?;
    }
    let addresses = written.addresses();
    put(staging, "robots.txt", compose::robots(composer).as_bytes())?;
    put(staging, "sitemap.xml", compose::sitemap(composer, &addresses).as_bytes())?;
    shelf::files(shelf, composer, theme)?.iter().try_for_each(|file| put_data(staging, file))?;
    Ok(addresses.len())
}

/// The site to be written, and what is known of the one that is there.
fn begin(out: &Path, maker: &str) -> Result<(Staging, Memory<'static>)> {
    let mut staging = Staging::begin(out)?;
    let remembered = staging.left_beside(Beside::Memory).and_then(|left| Memory::read(&left.all().ok()?, maker));
    if let Some(memory) = &remembered {
        staging.reuse(&memory.gone)?;
    }
    Ok((staging, remembered.unwrap_or_default()))
}

/// What makes files of content: program and theme.
fn maker(theme: &Theme) -> String {
    format!("{} {}", fs::program(), theme.checksum())
}

/// Checksum of what makes a page of what it shows.
fn page_maker(maker: &str, site: &Site) -> Hash {
    let mut sum = Sum::default();
    sum.text(maker);
    sum.data(site);
    sum.finish()
}

fn unknown_language(language: &str, sources: &Sources, theme: &Theme) -> Diagnostic {
    let message = format!("the theme has no words in the language `{language}`");
    let file = sources.find("site.yaml");
    let diagnostic = match file {
        Some(file) => {
            let text = &sources.get(file).text;
            let start = text.lines().scan(0, |at, line| Some((std::mem::replace(at, *at + line.len() + 1), line)));
            let line = start.into_iter().find(|(_, line)| line.starts_with("language:")).map_or(0..0, |(at, line)| at..at + line.len());
            Diagnostic::error(Code::BadValue, Span::new(file, line), message)
        }
        None => Diagnostic::site(Code::BadValue, message),
    };
    let known = theme.languages().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    diagnostic.hint(format!("write one of {known}, or add `strings.{language}.yaml` to the theme"))
}

fn put(staging: &Staging, path: &str, bytes: &[u8]) -> Result<()> {
    staging.put(&output_path(path)?, bytes)
}

fn put_data(staging: &Staging, file: &Data) -> Result<()> {
    staging.put(&path_of_url(&file.url)?, &file.bytes)
}

/// Where what has the address `url` lies.
fn path_of_url(url: &str) -> Result<OutputPath> {
    OutputPath::page(url).with_context(|| format!("`{url}` is no address inside the site"))
}

fn output_path(path: &str) -> Result<OutputPath> {
    OutputPath::new(path).with_context(|| format!("`{path}` is no path inside the site"))
}
