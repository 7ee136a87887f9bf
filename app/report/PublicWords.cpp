// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/PublicWords.h"

#include "report/Pseudonyms.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

constexpr char words[] =
    // grammar
    "a about above access accessed action actions active after again all allow allowed allows already also "
    "an and another answer any appears apply are as ask asked at available back bad be because been before "
    "being below between but by can cannot cause change check clear code come comes complete completed "
    "confirm contact contains content correct could current currently data default denied deny denies "
    "describe detail details did different disabled do document does done due during each either else empty "
    "enabled end ensure enter entered error errors etc exceeded exist exists expected expires failed failure "
    "few file first follow following follows for forbid forbidden format found from full further gave "
    "general generated get gets given go gone got had has have help here high how however if in incorrect "
    "incorrectly information inside instead internal into invalid is issue it its just kdc keep known large "
    "label last later legs like limit list load local locate long longer made make many match maximum may message "
    "demanded method methods might missing more most moved must name named need needed needs new next no none not "
    "nothing now number of off ok okay on once one only open operation or order original other our out over "
    "own page part party path perform perhaps permanently permission permitted please policy port ports "
    "possible possibly present prevents previous problem problems process processed prohibited proper "
    "protected protocol protocols provide provided quota rate rather reach reached read reason reasons "
    "received receiving refused reject rejected remote remove removed reply request requested requests "
    "require required requires reset resolve resolved resource response restricted result retry return "
    "returned returns right rule rules s safe same saw says search secure security see seem seems send "
    "sending sent server servers service services set several short should sign signed simple since site "
    "sites so some something sorry source specific specified state status still stop stopped such support "
    "supported supply supplied sure system t take target temporarily temporary than that the their them "
    "then there these they think this those through time timed timeout to too top traffic transfer tried "
    "true try trying two type unable unavailable under understand unexpected unknown unless unsupported "
    "until up upon us usage use used user username users uses using valid value verify version very via was "
    "way we web welcome well went were what when where whether which while who why will with within without "
    "works would write wrong yes yet you your yourself yours false null "
    // web, proxies, sign-in
    "absolute account address addresses algorithm administrator administrators admin answered auth authenticate "
    "authenticated authenticating authentication authorised authorization authorized balancer bandwidth "
    "basic bearer blacklisted block blocked browser bytes cache cached cachehost caching captive category "
    "certificate certificates challenge charset chunked client clients clock close closed company concurrency "
    "concurrent config configuration configured connect connected connecting connection connections "
    "control cookie cookies corporate country credential credentials digest direct disconnected dns domain "
    "down download early encoding encrypted encryption established expired external fatal filter filtered "
    "filtering firewall gateway granted handshake header headers helper hit host hostname hosts http https "
    "hypertext identity idle incomplete inspected insecure internet intercepted interface invocation ip "
    "ipv4 ipv6 issued issuer kerberos key kept line login logged logon lookup malformed malicious markup "
    "mail manager media method mime mismatch miss mode monitoring multiple negotiate nearby net network "
    "networks nonce nontransparent ntlm oct offline online opaque organisation organization origin parent "
    "parse password passwords peer pending permit permitted phishing plain plan policies portal postman "
    "privileges private proceed proxied proxies proxy proxying public qop query reachable realm record "
    "redirect redirected redirection refuse referrer registered renegotiation resources restarted root "
    "route router schannel scheme schemes script self serial session sessions sha signature size skew socket "
    "sockets socks socks4 socks5 software spnego ssl stale standard startup static store stream string subscription "
    "suffix temp text ticket tls token trace transparent trust trusted tunnel tunneling unauthorised "
    "unauthorized unauthenticated untrusted unreachable unreadable upgrade upstream uri url urls usage verified "
    "verification violation virus visit warning weaker webmaster website websites webpage whitelist whitelisted "
    "workstation zone zones zone billing balance payment paid renew trial suspended inactive deactivated "
    "locked lockout expire expiry geo residential datacenter kyc immediate compliance robots captcha bot "
    "challenge human attention blocked ray ddos protection performance forward forwarding loop loops "
    "detected depth hop hops keepalive keep alive cacheable stored fresh age max proto reverse sock "
    // HTTP
    "get head post put delete options patch accept encoding gateway bad request entity payload large "
    "length range satisfiable expectation teapot misdirected unprocessable dependency precondition "
    "moved permanently multiple choices modified see other accepted created partial continue switching "
    "legal implemented insufficient variant negotiates media html xml json utf iso latin charset gzip "
    "deflate identity br mozilla curl wget python java go qt libcurl compatible application octet "
    "xhtml image audio video form urlencoded boundary q v mon tue wed thu fri sat sun jan feb mar apr jun "
    "jul aug sep nov dec gmt utc monday tuesday wednesday thursday friday saturday sunday january february "
    "march april june july august september october november december "
    // products
    "squid tinyproxy apache httpd nginx mitmproxy privoxy haproxy envoy varnish traefik caddy litespeed "
    "zscaler bluecoat proxysg symantec broadcom cisco ironport wsa mcafee skyhigh trellix forcepoint "
    "websense sophos fortinet fortigate fortiguard checkpoint palo alto netskope umbrella cloudflare "
    "akamai cloudfront amazon microsoft iis isa tmg forefront kerio wingate ccproxy cntlm px burp charles "
    "fiddler brightdata luminati oxylabs smartproxy decodo iproyal soax webshare netnut gost v2ray "
    "dante sockd 3proxy delegate polipo cougar debian ubuntu red hat centos fedora windows linux unix "
    "macos freebsd win64 x64 x86 openssl gnutls schannel nss triage proxytriage practice misbehaving built "
    // error pages in words of their own
    "err access_denied cache_access_denied cannot_forward dns_fail connect_fail read_timeout "
    "invalid_req invalid_url unsup_req lifetime_exp ftp disabled zero object read write none tid cid "
    "following error was encountered while trying retrieve retrieved retrieval remote determined "
    "prevents nxdomain servfail squirrel signature generated cachemgr cachehost allowing webmaster "
    "assistance difficulties proves considers proxy-caching browsers unrecognized enforces enforced "
    "inappropriate category categories violates acceptable adult gambling streaming social games "
    "weapons uncategorized override justification acknowledge consent agree terms conditions guest "
    // PAC
    "function findproxyforurl var shexpmatch dnsdomainis isinnet isplainhostname localhostordomainis "
    "myipaddress dnsresolve isresolvable weekdayrange daterange timerange toLowerCase substring "
    "machine lookup determine unable returned exceeded limits configuration control access "
    "list denies service handle dial cannot could credentials administrative forbidden rules exceeded "
    "violation filtered watchguard zap fiddler burp privoxy kerio reasoncode policy_denied system "
    "acceptable web content ip_forbidden suspended whitelisted domain parent traffic kyc subscription "
    "proxychain mikrotik httpproxy handycache ibm netcache inspector webmarshal microdasys lighttpd "
    "simplehttp basehttp openresty jetty gunicorn werkzeug mini_httpd thttpd cherokee tomcat kestrel "
    "express goahead micro_httpd boa x ns autoconfig javascript css "
    // other protocols and the system
    "ssh openssh smtp esmtp postfix exim sendmail imap imap4rev1 pop3 dovecot mysql mariadb postgresql "
    "redis rtsp sip vnc rfb ready banner ftp vsftpd proftpd filezilla telnet irc ldap rdp "
    "no such device directory address host route permission argument broken pipe bad descriptor "
    "resource temporarily unavailable operation now progress already unreachable software caused abort "
    "reset peer shutdown machine deadline waited seconds second milliseconds ms minutes minute hours "
    "certificate chain issuer subject alternative hostname mismatch depth verification verify alert "
    "handshake unknown ca bad certificate decrypt decode illegal parameter record overflow eof sslv3 "
    "tlsv1 socket closed unexpectedly nodename servname keychain secret wallet kwallet libsecret dbus "
    "bus daemon unlocked collection prompt dismissed cancelled canceled "
    "head start startline status header field fields body interim responses count bytes limit reached "
    "clear control character characters settings resolve sign target second opinion challenge meant "
    "missing problem field earlier secured partly unanswered expects trailing leading space tab hidden "
    "revoked self not-yet-valid match mismatch leaf intermediate "
    // codes of this program
    "attempt bare challenged chunk chunks coding colon differs extension framing ignored late "
    "lf offered pac repeated targets trailer unparsable chosen direct setting unusable endless memory script "
    // German pages
    "der die das und oder nicht kein keine ist sind wurde wurden werden wird zugriff verweigert "
    "erforderlich anmeldung anmelden benutzer benutzername kennwort passwort seite fehler gesperrt server "
    "verbindung zum zur von mit auf im in den dem ein eine sie ihr ihre bitte wenden "
    // markup
    "html head title body h1 h2 h3 p pre div span br hr b i em strong doctype w3c dtd en strict "
    "transitional loose";

const QSet<QString> &publicSet()
{
    static const QSet<QString> set = [] {
        const QStringList list = QString::fromLatin1(words).toLower().split(u' ', Qt::SkipEmptyParts);
        return QSet<QString>(list.cbegin(), list.cend());
    }();
    return set;
}

bool isKeptToken(const QString &token)
{
    const QStringList parts = token.split(u'_', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (!isPublicWord(part))
            return false;
    }
    return true;
}

} // namespace

bool isPublicWord(const QString &word)
{
    return publicSet().contains(word.toLower());
}

QString publicWords(const QString &given, qint64 *withheld)
{
    // A lone surrogate would end the matching, and with it the withholding.
    const QString text = QString::fromUtf8(given.toUtf8());
    // Escapes are taken whole: what they spell is not known to be public. A number of one to three digits
    // (a status, a part of a version) stays, unless it stands for a character.
    static const QRegularExpression tokens(
        u"(?<keep>\\[\\.\\.\\.\\]|\\b(?:user|realm|name|nonce|opaque|certificate)-\\d+\\b"
        u"|\\bhost-\\d+\\.example\\b|\\bdomain-[A-Z]{1,3}\\b|\\bexample\\.(?:com|org|net)\\b|\\blocalhost\\b"
        u"|(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]))"
        u"|(?<six>(?<![\\w:])(?=[0-9A-Fa-f]{0,4}:[0-9A-Fa-f]{0,4}:)[0-9A-Fa-f:]{2,45}+(?![\\w:]))"
        u"|(?<escape>&#?\\w{1,10};|%[0-9A-Fa-f]{2}|\\\\\\w+)"
        u"|(?<point>\\bU\\+[0-9A-F]{4,6}\\b)"
        u"|(?<version>(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){0,2}(?![\\w]|\\.\\w))"
        u"|(?<word>[\\w]+)"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    static const QString gap = u"[...]"_s;
    QString result;
    qsizetype done = 0;
    qsizetype gapEnd = -1; // where the last gap ends in `result`
    const auto takeAway = [&](const QRegularExpressionMatch &match) {
        if (withheld)
            *withheld += match.capturedLength();
        const bool adjoins = gapEnd >= 0 && QStringView(result).sliced(gapEnd).trimmed().isEmpty();
        if (adjoins)
            result.truncate(gapEnd);
        else
            result += gap;
        gapEnd = result.size();
    };
    for (auto it = tokens.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        result += QStringView(text).sliced(done, match.capturedStart() - done);
        done = match.capturedEnd();
        const QString token = match.captured();
        if (token == gap) {
            const bool adjoins = gapEnd >= 0 && QStringView(result).sliced(gapEnd).trimmed().isEmpty();
            if (adjoins)
                result.truncate(gapEnd);
            else
                result += gap;
            gapEnd = result.size();
        } else if (match.hasCaptured(u"keep"_s) || match.hasCaptured(u"version"_s)
                   || match.hasCaptured(u"point"_s)
                   || (match.hasCaptured(u"six"_s) && (isIpv6(token) || token.count(u':') == token.size()))
                   || (match.hasCaptured(u"word"_s) && isKeptToken(token))) {
            result += token;
        } else {
            takeAway(match);
        }
    }
    result += QStringView(text).sliced(done);
    return result;
}

} // namespace pt
