// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ProxyMarks.h"

#include "diagnosis/Observations.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype lookAt = 64 * 1024;

bool isOneOf(QByteArrayView value, std::initializer_list<const char *> list)
{
    for (const char *item : list) {
        if (value.compare(item, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

bool startsWithOneOf(QByteArrayView value, std::initializer_list<const char *> list)
{
    for (const char *item : list) {
        const QByteArrayView prefix(item);
        if (value.size() >= prefix.size()
            && value.first(prefix.size()).compare(prefix, Qt::CaseInsensitive) == 0) {
            return true;
        }
    }
    return false;
}

/// The sentence around a phrase: to the nearest tag, line end or full stop.
PageWords sentenceAt(const QByteArray &body, qsizetype at, qsizetype length)
{
    const auto ends = [](char c) { return c == '<' || c == '>' || c == '\n' || c == '\r'; };
    qsizetype start = at;
    while (start > 0 && at - start < 120 && !ends(body.at(start - 1)))
        --start;
    qsizetype end = at + length;
    while (end < body.size() && end - at < 240 && !ends(body.at(end)))
        ++end;
    while (start < end && (body.at(start) == ' ' || body.at(start) == '\t'))
        ++start;
    while (end > start && (body.at(end - 1) == ' ' || body.at(end - 1) == '\t'))
        --end;
    const ByteSpan span{start, end - start};
    return {span, textOf(span.in(body)).simplified()};
}

std::optional<PageWords> firstPhrase(const QByteArray &body,
                                     std::initializer_list<const char *> phrases)
{
    for (const char *phrase : phrases) {
        const QByteArrayView needle(phrase);
        const qsizetype at = findIgnoringCase(body, needle);
        if (at >= 0)
            return sentenceAt(body, at, needle.size());
    }
    return std::nullopt;
}

std::optional<PageWords> titleOf(const QByteArray &body)
{
    const qsizetype open = findIgnoringCase(body, "<title");
    if (open < 0)
        return std::nullopt;
    const qsizetype start = body.indexOf('>', open);
    if (start < 0)
        return std::nullopt;
    qsizetype end = body.indexOf('<', start);
    if (end < 0)
        end = body.size();
    const ByteSpan span{start + 1, end - start - 1};
    const QString text = textOf(span.in(body)).simplified();
    if (span.length <= 0 || text.isEmpty())
        return std::nullopt;
    return PageWords{span, text};
}

std::optional<PageWords> firstLine(const QByteArray &body)
{
    if (body.contains('<') || body.contains('\0'))
        return std::nullopt;
    qsizetype start = 0;
    while (start < body.size() && isspace(uchar(body.at(start))))
        ++start;
    qsizetype end = start;
    while (end < body.size() && end - start < 300 && body.at(end) != '\n' && body.at(end) != '\r')
        ++end;
    if (end == start)
        return std::nullopt;
    const ByteSpan span{start, end - start};
    return PageWords{span, textOf(span.in(body)).simplified()};
}

} // namespace

qsizetype findIgnoringCase(QByteArrayView hay, QByteArrayView needle)
{
    const QByteArrayView part = hay.first(qMin(hay.size(), lookAt));
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    if (needle.isEmpty() || part.size() < needle.size())
        return -1;
    const char first = lower(needle.front());
    for (qsizetype i = 0; i + needle.size() <= part.size(); ++i) {
        if (lower(part[i]) != first)
            continue;
        qsizetype n = 1;
        while (n < needle.size() && lower(part[i + n]) == lower(needle[n]))
            ++n;
        if (n == needle.size())
            return i;
    }
    return -1;
}

std::optional<PageWords> pageReason(const QByteArray &body)
{
    if (body.isEmpty())
        return std::nullopt;
    // Apache, tinyproxy, 3proxy, Squid, ProxySG, HAProxy, Go programs: the line that tells most.
    if (auto words = firstPhrase(
            body,
            {"Connect to remote machine blocked", "DNS lookup failure for", "Reason:",
             "has not configured it to service requests", "Access control list denies you",
             "Host Not Found or connection failed", "You have exceeded your limits",
             "Access control configuration prevents your request", "system returned:",
             "Unable to determine IP address", "Your credentials could not be authenticated",
             "(policy_denied)", "reasoncode=", "Request forbidden by administrative rules",
             "No server is available to handle this request", "dial tcp ", "Cannot connect to "})) {
        return words;
    }
    if (auto words = titleOf(body))
        return words;
    return firstLine(body);
}

const HttpField *ownErrorField(const HttpHead &head)
{
    for (const char *name : {"X-Squid-Error", "x-brd-err-code", "x-brd-error", "x-luminati-error",
                             "x-luminati-error-code", "x-lpm-error", "X-Hola-Error",
                             "X-Error-Description", "X-Webshare-Error-Reason", "X-Webshare-Reason",
                             "X-Helodata-Error-Code", "X-thor-error-code", "X-Crawlera-Error",
                             "aw-error-code"}) {
        if (const HttpField *field = head.field(name); field && !field->value.isEmpty())
            return field;
    }
    return nullptr;
}

QByteArray squidError(const HttpHead &head)
{
    const HttpField *field = head.field("X-Squid-Error");
    if (!field)
        return {};
    const qsizetype space = field->value.indexOf(' ');
    return space < 0 ? field->value : field->value.left(space);
}

const HttpField *accountField(const HttpHead &head)
{
    const HttpField *field = ownErrorField(head);
    if (!field || field->name.compare("X-Squid-Error", Qt::CaseInsensitive) == 0)
        return nullptr;
    const QByteArrayView value = field->value;
    // Bright Data's code is the one documented key; its free text comes in other fields.
    if (startsWithOneOf(field->name, {"x-brd-err-code", "x-luminati-error-code"})) {
        const bool account = isOneOf(value,
                                     {"client_10002", "client_10020", "client_10030",
                                      "client_10040", "client_10100", "client_10110",
                                      "client_10120", "client_10140"})
            || startsWithOneOf(value, {"policy_"});
        return account ? field : nullptr;
    }
    for (const char *word : {"traffic", "limit", "quota", "whitelist", "not-whitelisted",
                             "ip_forbidden", "suspended", "payment", "billing", "expired", "kyc",
                             "bandwidth", "subscription"}) {
        if (findIgnoringCase(value, word) >= 0)
            return field;
    }
    return nullptr;
}

bool isProxyProgram(const QByteArray &server)
{
    return startsWithOneOf(server,
                           {"squid", "tinyproxy", "privoxy", "mitmproxy", "proxychain", "ccproxy",
                            "zscaler", "bluecoat", "polipo", "charles", "mikrotik httpproxy",
                            "wingate", "handycache", "ibm-proxy", "netcache", "traffic inspector",
                            "webmarshal", "microdasys", "3proxy", "cntlm"});
}

bool isWebServer(const QByteArray &server)
{
    return startsWithOneOf(server,
                           {"nginx", "apache", "microsoft-iis", "lighttpd", "simplehttp",
                            "basehttp", "caddy", "openresty", "litespeed", "jetty", "gunicorn",
                            "werkzeug", "cloudflare", "python/", "mini_httpd", "thttpd", "cherokee",
                            "tomcat", "kestrel", "express", "envoy", "boa/", "goahead", "micro_httpd"});
}

std::optional<OwnPage> ownPage(const QByteArray &body)
{
    const auto at = [&body](const char *mark, bool sure) -> std::optional<OwnPage> {
        const QByteArrayView needle(mark);
        const qsizetype start = findIgnoringCase(body, needle);
        if (start < 0)
            return std::nullopt;
        return OwnPage{{start, needle.size()}, sure};
    };
    for (const char *mark : {"Generated by tinyproxy", "Connect to remote machine blocked",
                             "Access control list denies you", "Host Not Found or connection failed",
                             "(Privoxy@", "[Fiddler]", "Burp proxy error", "ZAP Error",
                             "(policy_denied)", "Kerio Control Proxy", "WatchGuard HTTP Proxy",
                             "Failed to connect parent proxy"}) {
        if (auto page = at(mark, true))
            return page;
    }
    // A reverse proxy in front of the site can word it so, too.
    for (const char *mark : {"(squid/", "by tinyproxy", "DNS lookup failure for",
                             "The proxy server could not handle the request",
                             "The proxy server received an invalid response", "dial tcp ",
                             "Request forbidden by administrative rules", "Zscaler",
                             "The administrator of this proxy"}) {
        if (auto page = at(mark, false))
            return page;
    }
    return std::nullopt;
}

bool isOwnReason(int status, const QByteArray &reason)
{
    switch (status) {
    case 403:
        return isOneOf(reason, {"Access violation", "Filtered", "Forbidden port",
                                "Request blocked by Privoxy", "Proxy Error"});
    case 404:
        return isOneOf(reason, {"No such domain"});
    case 500:
        return isOneOf(reason, {"Unable to connect"});
    case 502:
        return startsWithOneOf(reason, {"Proxy Error", "Parent proxy"});
    case 503:
        return isOneOf(reason, {"Connect failed"});
    default:
        return status >= 590 && status <= 599;
    }
}

std::optional<PageWords> portWords(int status, const QByteArray &reason, const QByteArray &body)
{
    if (status == 403 && isOneOf(reason, {"Access violation", "Forbidden port"}))
        return PageWords{{}, textOf(reason)};
    if (status == 403)
        return firstPhrase(body, {"Connect to remote machine blocked",
                                  "port is not allowed", "port not allowed"});
    return std::nullopt;
}

std::optional<PageWords> addressWords(const QByteArray &body)
{
    return firstPhrase(body, {"has not configured it to service requests from you",
                              "your IP address is not", "ip not allowed", "not whitelisted",
                              "not in the allow list", "not authorized from this address"});
}

std::optional<PageWords> blockWords(const QByteArray &body)
{
    return firstPhrase(body,
                       {"category", "blocked", "(policy_denied)", "access policy", "web filter",
                        "not permitted by", "acceptable use", "content filter",
                        "Request forbidden by administrative rules", "security policy"});
}

std::optional<ReachProblem> reachProblem(int status, const HttpHead &head, const QByteArray &body)
{
    const QByteArray squid = squidError(head);
    if (!squid.isEmpty()) {
        if (squid == "ERR_DNS_FAIL")
            return ReachProblem{u"dns"_s, true};
        if (squid == "ERR_CONNECT_FAIL") {
            // Squid appends the system's errno; its numbers are Linux' own where Squid runs there.
            const HttpField *field = head.field("X-Squid-Error");
            const QByteArray number = field->value.mid(squid.size()).trimmed();
            if (number == "111")
                return ReachProblem{u"refused"_s, true};
            if (number == "110")
                return ReachProblem{u"timeout"_s, true};
            if (number == "113" || number == "101")
                return ReachProblem{u"unreachable"_s, true};
            return ReachProblem{u"unknown"_s, true};
        }
        if (squid == "ERR_READ_TIMEOUT" || squid == "ERR_LIFETIME_EXP")
            return ReachProblem{u"timeout"_s, true};
        if (isOneOf(squid, {"ERR_READ_ERROR", "ERR_WRITE_ERROR", "ERR_ZERO_SIZE_OBJECT",
                            "ERR_CANNOT_FORWARD", "ERR_SECURE_CONNECT_FAIL", "ERR_INVALID_RESP"})) {
            return ReachProblem{u"unknown"_s, true};
        }
        return std::nullopt;
    }
    const bool failure = status == 502 || status == 503 || status == 504
        || (status == 500 && isOneOf(head.reason, {"Unable to connect"}))
        || (status == 404 && isOneOf(head.reason, {"No such domain"}))
        || (status >= 592 && status <= 596);
    if (!failure)
        return std::nullopt;
    if (status == 593 || isOneOf(head.reason, {"No such domain"})
        || findIgnoringCase(body, "DNS lookup failure") >= 0
        || findIgnoringCase(body, "no such host") >= 0
        || findIgnoringCase(body, "Host Not Found") >= 0) {
        return ReachProblem{u"dns"_s, true};
    }
    if (status == 594 || findIgnoringCase(body, "connection refused") >= 0)
        return ReachProblem{u"refused"_s, true};
    if (status == 504)
        return ReachProblem{u"timeout"_s, false};
    const bool words = isOwnReason(status, head.reason)
        || findIgnoringCase(body, "connect to remote host") >= 0;
    return ReachProblem{u"unknown"_s, words};
}

} // namespace pt
