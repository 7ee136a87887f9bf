// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/PracticeRequest.h"

namespace pt {

namespace {

/// Takes "host:port", "[v6]:port" or "host" apart.
void readAuthority(QByteArrayView authority, PracticeRequest &request, int defaultPort)
{
    const qsizetype at = authority.lastIndexOf('@');
    if (at >= 0)
        authority = authority.sliced(at + 1);
    request.port = defaultPort;
    const qsizetype colon = authority.lastIndexOf(':');
    if (colon >= 0 && authority.lastIndexOf(']') < colon) {
        bool ok = false;
        const int port = authority.sliced(colon + 1).toByteArray().toInt(&ok);
        if (ok && port > 0 && port < 65536)
            request.port = port;
        authority = authority.first(colon);
    }
    request.host = authority.toByteArray().toLower();
}

} // namespace

std::optional<PracticeRequest> readPracticeRequest(const HttpHead &head)
{
    if (head.isResponse || head.method.isEmpty())
        return std::nullopt;
    PracticeRequest request;
    request.method = head.method;
    const QByteArray target = head.requestTarget;
    const QByteArray lower = target.left(8).toLower();
    if (head.method == "CONNECT") {
        request.absolute = true;
        readAuthority(target, request, 443);
    } else if (lower.startsWith("http://") || lower.startsWith("https://")) {
        request.absolute = true;
        const qsizetype start = target.indexOf("//") + 2;
        qsizetype end = start;
        while (end < target.size() && target[end] != '/' && target[end] != '?'
               && target[end] != '#')
            ++end;
        readAuthority(QByteArrayView(target).sliced(start, end - start), request,
                      lower.startsWith("https") ? 443 : 80);
    } else if (const HttpField *host = head.field("Host")) {
        readAuthority(host->value, request, 80);
    }
    if (const HttpField *length = head.field("Content-Length")) {
        bool ok = false;
        request.bodyBytes = length->value.toLongLong(&ok);
        if (!ok || request.bodyBytes < 0)
            return std::nullopt;
    }
    // A body in chunks is not needed by anything that asks a proxy for a page.
    if (head.has("Transfer-Encoding"))
        return std::nullopt;
    return request;
}

} // namespace pt
