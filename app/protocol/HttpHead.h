// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace pt {

/// One field line of a head. Spans index the head.
struct HttpField
{
    QByteArray name;  ///< as sent
    QByteArray value; ///< white space at the ends removed, folded lines joined with SP
    ByteSpan nameSpan;
    ByteSpan valueSpan; ///< from the first to the last byte of the value, folds included
    ByteSpan lineSpan;  ///< the whole line without its line end

    bool operator==(const HttpField &) const = default;
};

/// A start line and its fields (RFC 9112 section 2 to 5), read leniently. What was tolerated is named in
/// `problems`, each once: "leading-empty-line", "bare-lf", "lone-cr" (kept, not a line end), "missing-reason",
/// "control-in-reason", "bad-status", "unusual-status" (600 to 999), "version-not-1" (a tool's way to
/// print HTTP/2 or 3), "space-in-target", "leading-space" (before the first field: line dropped),
/// "obs-fold", "no-colon" (line dropped), "empty-field-name" (line dropped), "space-before-colon",
/// "bad-field-name", "nul-in-value", "control-in-value", "too-many-fields" (the rest dropped),
/// "no-empty-line".
struct HttpHead
{
    bool isResponse = false;
    QByteArray version; ///< "HTTP/1.1"
    int status = 0;     ///< 100 to 599 normally; 0 where it cannot be read
    QByteArray reason;
    QByteArray method;  ///< requests
    QByteArray requestTarget;
    ByteSpan startLineSpan;
    ByteSpan statusSpan;
    ByteSpan reasonSpan;
    QList<HttpField> fields;
    QStringList problems;

    bool operator==(const HttpHead &) const = default;

    /// The first field of that name, in any case; nullptr: none.
    const HttpField *field(QByteArrayView name) const;
    QList<const HttpField *> all(QByteArrayView name) const;
    bool has(QByteArrayView name) const { return field(name) != nullptr; }
};

/// Fields kept of one head.
inline constexpr int maxHeadFields = 500;

/// Reads a complete head (start line to empty line; a missing empty line is tolerated), in time linear in
/// its size. nullopt: the first line is neither a status line nor a request line of HTTP/1.x.
std::optional<HttpHead> parseHead(QByteArrayView head, int maxFields = maxHeadFields);

} // namespace pt
