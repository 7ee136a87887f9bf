// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"
#include "protocol/HttpHead.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace pt {

/// A place in a page and its words.
struct PageWords
{
    ByteSpan span; ///< in the body
    QString text;  ///< white space simplified, at most 300 characters
};

/// The reason a page itself gives: a phrase known from a product, else its title, else its first line.
std::optional<PageWords> pageReason(const QByteArray &body);

/// A field by which a proxy or a proxy provider explains its own answer, such as X-Squid-Error.
const HttpField *ownErrorField(const HttpHead &head);
/// Squid's error name, such as "ERR_ACCESS_DENIED"; empty: none.
QByteArray squidError(const HttpHead &head);
/// The field by which a provider says that plan, traffic or account is the trouble, not the password.
const HttpField *accountField(const HttpHead &head);

/// True where a Server value is that of a program that is nothing but a proxy.
bool isProxyProgram(const QByteArray &server);
/// True where a Server value is that of a common web server, which can be set up as a proxy too.
bool isWebServer(const QByteArray &server);

struct OwnPage
{
    ByteSpan span;
    bool sure = false; ///< only a forward proxy words it so
};
/// Words in a page by which a forward proxy gives itself away.
std::optional<OwnPage> ownPage(const QByteArray &body);
/// True where the reason phrase is one of a proxy's own: no web site words a status so.
bool isOwnReason(int status, const QByteArray &reason);
/// True where reason or page say that the port asked for is not allowed for CONNECT.
std::optional<PageWords> portWords(int status, const QByteArray &reason, const QByteArray &body);
/// True where reason or page say that the address of the client is not allowed.
std::optional<PageWords> addressWords(const QByteArray &body);
/// Words that say a rule or a category forbids the page.
std::optional<PageWords> blockWords(const QByteArray &body);

/// Why a proxy could not reach a target.
struct ReachProblem
{
    QString problem;   ///< "dns", "refused", "timeout", "unreachable", "unknown"
    bool sure = false; ///< the proxy says so in its own words, not by the status alone
};
/// nullopt: the answer is no complaint about reaching the target.
std::optional<ReachProblem> reachProblem(int status, const HttpHead &head, const QByteArray &body);

/// Position of `needle` in `hay`, ASCII case ignored; -1: not there. Looks at 64 KiB at most.
qsizetype findIgnoringCase(QByteArrayView hay, QByteArrayView needle);

} // namespace pt
