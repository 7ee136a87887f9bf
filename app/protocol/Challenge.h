// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/ByteSpan.h"
#include "protocol/HttpHead.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>

namespace pt {

/// One auth-param of a challenge (RFC 9110 section 11.2).
struct ChallengeParam
{
    QByteArray name;  ///< lower-case
    QByteArray value; ///< unquoted, quoted-pairs undone
    ByteSpan span;    ///< name to end of value
    bool quoted = false;

    bool operator==(const ChallengeParam &) const = default;
};

/// One challenge of a Proxy-Authenticate or WWW-Authenticate field (RFC 9110 section 11.3).
struct Challenge
{
    QByteArray scheme; ///< as sent
    std::optional<QByteArray> token68;
    QList<ChallengeParam> params; ///< as sent, doubled ones included
    ByteSpan span;
    qsizetype fieldIndex = 0; ///< which field line of that name, from 0
    QStringList problems;     ///< stable ids, protocol/ChallengeProblems.h
    bool readable = true;     ///< false: no usable challenge could be made of it

    bool operator==(const Challenge &) const = default;

    bool is(QByteArrayView name) const { return scheme.compare(name, Qt::CaseInsensitive) == 0; }
    /// The value used for `name` (lower-case): the first where it is doubled.
    std::optional<QByteArray> param(QByteArrayView name) const;
    const ChallengeParam *paramEntry(QByteArrayView name) const;
    /// The names given more than once, in the order of their first use; param() uses the first value.
    QList<QByteArray> doubledParams() const;
};

/// Kept of what is sent; the rest is dropped with the problem "too-many".
inline constexpr qsizetype maxChallenges = 64;
inline constexpr qsizetype maxChallengeParams = 128; ///< of one challenge

/// Every challenge of all fields called `fieldName` in `head`; spans index `headBytes`. Reads any
/// bytes, in time linear in their number.
QList<Challenge> parseChallenges(const HttpHead &head, QByteArrayView headBytes, QByteArrayView fieldName);

/// The same for one field value on its own; spans index `value`.
QList<Challenge> parseChallengeValue(QByteArrayView value);

} // namespace pt
