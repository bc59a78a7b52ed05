//! What a server should say with the files of a site, written as each usual host reads it. Entry points: [`Host`], [`headers`].
//!
//! Architecture invariant: the values stand here once; a host differs in syntax only. Hosts that add up the values of a header from
//! several rules (Netlify, Cloudflare Pages) get no rule that would say one header twice for a file.

use serde_json::json;

/// A host or a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Host {
    /// `_headers` of Netlify and of Cloudflare Pages.
    Netlify,
    /// `.htaccess` of Apache.
    Apache,
    /// Part of a configuration of nginx.
    Nginx,
    /// A `Caddyfile`.
    Caddy,
    /// `vercel.json`.
    Vercel,
    /// `staticwebapp.config.json` of Azure Static Web Apps.
    Azure,
}

impl Host {
    /// Every host with its name on the command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("netlify", Self::Netlify),
        ("apache", Self::Apache),
        ("nginx", Self::Nginx),
        ("caddy", Self::Caddy),
        ("vercel", Self::Vercel),
        ("azure", Self::Azure),
    ];

    /// The file of the site in which the host looks for it; `None` for a server whose configuration lies elsewhere.
    pub fn file(self) -> Option<&'static str> {
        match self {
            Self::Netlify => Some("_headers"),
            Self::Apache => Some(".htaccess"),
            Self::Vercel => Some("vercel.json"),
            Self::Azure => Some("staticwebapp.config.json"),
            Self::Nginx | Self::Caddy => None,
        }
    }
}

/// For a file whose address changes with its content: theme files with `?v=`, chunks of the search index named by their checksums.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// For everything else: kept, but asked for before it is used.
const ASK: &str = "no-cache";

/// Endings that servers do not know or know without their encoding.
const TYPES: [(&str, &str); 12] = [
    ("akn.xml", "application/akn+xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("ics", "text/calendar; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// The configuration of `host` for a site served below `base` (empty at the root of a host), with `policy` as its content security policy.
#[must_use]
pub(super) fn headers(host: Host, policy: &str, base: &str) -> String {
    let everywhere = everywhere(policy);
    match host {
        Host::Netlify => netlify(&everywhere, base),
        Host::Apache => apache(&everywhere, base),
        Host::Nginx => nginx(&everywhere, base),
        Host::Caddy => caddy(&everywhere, base),
        Host::Vercel => vercel(&everywhere, base),
        Host::Azure => azure(&everywhere, base),
    }
}

type Everywhere<'a> = [(&'static str, &'a str); 5];

/// What is said with every file.
fn everywhere(policy: &str) -> Everywhere<'_> {
    [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
}

/// Both hosts ask for pages anew by themselves, and neither can tell `?v=` apart.
fn netlify(everywhere: &Everywhere<'_>, base: &str) -> String {
    let mut out = format!("{base}/*\n");
    for (name, value) in everywhere {
        out.push_str(&format!("  {name}: {value}\n"));
    }
    for (ending, kind) in TYPES {
        out.push_str(&format!("{base}/*.{ending}\n  Content-Type: {kind}\n"));
    }
    out
}

fn apache(everywhere: &Everywhere<'_>, base: &str) -> String {
    let mut out = format!("ErrorDocument 404 {base}/404.html\nDirectoryIndex index.html\nAddDefaultCharset utf-8\n<IfModule mod_mime.c>\n");
    for (ending, kind) in TYPES {
        // Each ending of `x.akn.xml` is one of its own to `AddType`.
        if ending == "akn.xml" {
            out.push_str(&format!("  <FilesMatch \"\\.akn\\.xml$\">\n    ForceType '{kind}'\n  </FilesMatch>\n"));
        } else {
            out.push_str(&format!("  AddType '{kind}' .{ending}\n"));
        }
    }
    out.push_str("</IfModule>\n<IfModule mod_headers.c>\n");
    for (name, value) in everywhere {
        out.push_str(&format!("  Header always set {name} \"{value}\"\n"));
    }
    out.push_str(&format!("  Header set Cache-Control \"{ASK}\"\n"));
    for test in ["%{QUERY_STRING} =~ /^v=[0-9a-f]+$/", "%{REQUEST_URI} =~ m#/du-lieu/tim/[0-9a-f]{16}\\.bin$#"] {
        out.push_str(&format!("  <If \"{test}\">\n    Header set Cache-Control \"{FOREVER}\"\n  </If>\n"));
    }
    out.push_str("</IfModule>\n<IfModule mod_deflate.c>\n  AddOutputFilterByType DEFLATE text/html text/css text/javascript application/json application/akn+xml text/plain image/svg+xml\n</IfModule>\n");
    out
}

fn nginx(everywhere: &Everywhere<'_>, base: &str) -> String {
    let mut out = String::from("# http { … }\nmap \"$uri?$args\" $quyche_cache {\n");
    out.push_str(&format!("    default \"{ASK}\";\n"));
    out.push_str(&format!("    \"~^{base}/static/.*\\?v=[0-9a-f]+$\" \"{FOREVER}\";\n"));
    out.push_str(&format!("    \"~^{base}/du-lieu/tim/[0-9a-f]{{16}}\\.bin\" \"{FOREVER}\";\n}}\n\n# server {{ … }}\ncharset utf-8;\n"));
    out.push_str(&format!("error_page 404 {base}/404.html;\nindex index.html;\n"));
    for (name, value) in everywhere {
        out.push_str(&format!("add_header {name} \"{value}\" always;\n"));
    }
    out.push_str("add_header Cache-Control $quyche_cache;\n");
    out.push_str("gzip on;\ngzip_types text/css text/javascript application/json application/akn+xml application/atom+xml text/plain image/svg+xml;\n");
    for (ending, kind) in TYPES {
        let pattern = ending.replace('.', "\\.");
        let kind = kind.trim_end_matches("; charset=utf-8");
        out.push_str(&format!("location ~ \\.{pattern}$ {{ types {{ }} default_type \"{kind}\"; }}\n"));
    }
    out.push_str("charset_types text/css text/csv text/javascript text/calendar text/markdown text/plain application/json application/akn+xml application/atom+xml;\n");
    out
}

fn caddy(everywhere: &Everywhere<'_>, base: &str) -> String {
    let mut out = String::from("example.org {\n\troot * /srv/quyche\n\tencode zstd gzip\n\tfile_server\n\theader {\n");
    for (name, value) in everywhere {
        out.push_str(&format!("\t\t{name} \"{value}\"\n"));
    }
    out.push_str(&format!("\t\t?Cache-Control \"{ASK}\"\n\t}}\n"));
    out.push_str(&format!(
        "\t@versioned {{\n\t\tpath {base}/static/*\n\t\tquery v=*\n\t}}\n\theader @versioned Cache-Control \"{FOREVER}\"\n"
    ));
    out.push_str(&format!("\t@chunk path_regexp ^{base}/du-lieu/tim/[0-9a-f]{{16}}\\.bin$\n\theader @chunk Cache-Control \"{FOREVER}\"\n"));
    for (ending, kind) in TYPES {
        // The file server writes the type last, so this waits for it.
        let name = ending.replace('.', "-");
        let header = format!("header @{name} {{\n\t\tContent-Type \"{kind}\"\n\t\tdefer\n\t}}");
        out.push_str(&format!("\t@{name} path *.{ending}\n\t{header}\n"));
    }
    out.push_str(&format!("\thandle_errors {{\n\t\trewrite * {base}/404.html\n\t\tfile_server\n\t}}\n}}\n"));
    out
}

fn vercel(everywhere: &Everywhere<'_>, base: &str) -> String {
    let header = |key: &str, value: &str| json!({ "key": key, "value": value });
    let all: Vec<_> = everywhere.iter().map(|(key, value)| header(key, value)).collect();
    let mut rules = vec![
        json!({ "source": format!("{base}/(.*)"), "headers": all }),
        json!({ "source": format!("{base}/static/(.*)"), "has": [{ "type": "query", "key": "v" }], "headers": [header("Cache-Control", FOREVER)] }),
        json!({ "source": format!("{base}/du-lieu/tim/([0-9a-f]{{16}}).bin"), "headers": [header("Cache-Control", FOREVER)] }),
    ];
    let kinds = TYPES.iter().map(|(ending, kind)| {
        json!({ "source": format!("{base}/(.*)\\.{}", ending.replace('.', "\\.")), "headers": [header("Content-Type", kind)] })
    });
    rules.extend(kinds);
    pretty(&json!({ "cleanUrls": false, "trailingSlash": true, "headers": rules }))
}

fn azure(everywhere: &Everywhere<'_>, base: &str) -> String {
    let mut all: serde_json::Map<String, serde_json::Value> =
        everywhere.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    all.insert(String::from("Cache-Control"), json!(ASK));
    // The last part of an ending is what this host reads.
    let kinds: serde_json::Map<String, serde_json::Value> =
        TYPES.iter().filter(|(ending, _)| !ending.contains('.')).map(|(ending, kind)| (format!(".{ending}"), json!(kind))).collect();
    pretty(&json!({
        "globalHeaders": all,
        "mimeTypes": kinds,
        "routes": [{ "route": format!("{base}/du-lieu/van-ban/*.akn.xml"), "headers": { "Content-Type": "application/akn+xml; charset=utf-8" } }],
        "responseOverrides": { "404": { "rewrite": format!("{base}/404.html") } },
    }))
}

fn pretty(value: &serde_json::Value) -> String {
    let mut out = serde_json::to_string_pretty(value).expect("plain data always serialises");
    out.push('\n');
    out
}
