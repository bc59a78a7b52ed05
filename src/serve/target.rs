//! What a request asks for, read with suspicion. Entry points: [`path`], [`is_ours`].

use percent_encoding::percent_decode_str;

/// The path of a request's target (RFC 9112, 3.2.1) in the site: `a/b/` of `/a/b/?q=1`. `None` for one that is no path of a site: not from
/// the root, not UTF-8, with a part that is hidden, leads upwards or holds a separator.
pub(super) fn path(target: &str) -> Option<String> {
    let path = target.split(['?', '#']).next().unwrap_or_default().strip_prefix('/')?;
    let mut parts = Vec::new();
    // Taken apart before it is decoded: an encoded `/` is a letter of a name, and no file of a site has it.
    for (at, part) in path.split('/').enumerate() {
        let part = percent_decode_str(part).decode_utf8().ok()?;
        let last = at == path.matches('/').count();
        let safe = !part.starts_with('.') && !part.contains(['/', '\\', '\0']) && (last || !part.is_empty());
        parts.push(safe.then_some(part)?);
    }
    Some(parts.join("/"))
}

/// Whether the `Host` of a request names this machine and `port`. A page of another site can make a browser ask us under a name of its own
/// (DNS rebinding); under such a name nothing is answered.
pub(super) fn is_ours(host: &str, port: u16) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, number)) if !number.ends_with(']') => (number.parse() == Ok(port)).then_some(name),
        _ => (port == 80).then_some(host),
    };
    name.is_some_and(|name| ["localhost", "127.0.0.1", "[::1]"].iter().any(|ours| name.eq_ignore_ascii_case(ours)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        let cases = [
            ("/", Some("")),
            ("/a/b/", Some("a/b/")),
            ("/a.html?q=/../x#y", Some("a.html")),
            ("/t%C3%ACm/%20x", Some("tìm/ x")),
            ("/a%2Bb+c", Some("a+b+c")),
            ("/..", None),
            ("/a/../b", None),
            ("/a/./b", None),
            ("/%2e%2e/etc/passwd", None),
            ("/a/%2E%2E/%2E%2E/etc/passwd", None),
            ("/..%2f..%2fetc/passwd", None),
            ("/a%2fb", None),
            ("/a%5c..%5cb", None),
            ("/a\\b", None),
            ("/a%00.html", None),
            ("/%ff", None),
            ("//host/x", None),
            ("/a//b", None),
            ("/.quyche", None),
            ("/a/.git/config", None),
            // Decoded once only: this asks for a name with a percent sign.
            ("/%252e%252e/x", Some("%2e%2e/x")),
            ("/%zz", Some("%zz")),
            ("http://127.0.0.1/a", None),
            ("*", None),
            ("", None),
        ];
        for (target, wanted) in cases {
            assert_eq!(path(target).as_deref(), wanted, "{target}");
        }
    }

    #[test]
    fn only_names_of_this_machine_are_ours() {
        for host in ["localhost:8446", "LOCALHOST:8446", "127.0.0.1:8446", "[::1]:8446"] {
            assert!(is_ours(host, 8446), "{host}");
        }
        let strangers = [
            "",
            "localhost",
            "localhost:80",
            "[::1]",
            "localhost:8446.evil.example",
            "evil.example:8446",
            "localhost.evil.example:8446",
            "127.0.0.1.evil.example:8446",
            "127.0.0.2:8446",
            "::1:8446",
            "user@localhost:8446",
            "localhost:8446:8446",
            "0.0.0.0:8446",
        ];
        for host in strangers {
            assert!(!is_ours(host, 8446), "{host}");
        }
        assert!(is_ours("localhost", 80) && is_ours("[::1]", 80) && is_ours("localhost:80", 80));
    }
}
