// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagnosis/ExchangeView.h"
#include "model/Evidence.h"
#include "protocol/ByteSpan.h"

#include <QByteArray>
#include <QList>

#include <optional>

namespace pt {

/// A place in an answer and what stands there. Letters are compared without regard to case, except
/// with IsExactly.
struct MarkCondition
{
    enum class Part { Server, Via, ProxyAgent, Realm, Reason, Protocol, Field, Body };
    enum class Match { Is, IsExactly, Begins, Has, Present, Absent };

    Part part = Part::Server;
    Match match = Match::Is;
    QByteArray name; ///< of the field, for Part::Field
    QByteArray text; ///< empty for Present and Absent
    bool version = false; ///< what follows the text is a version

    bool operator==(const MarkCondition &) const = default;
};

/// Something in an answer that tells who made it, or what it means.
struct AnswerMark
{
    int status = 0; ///< of the answer; 0: any
    bool sure = true; ///< nothing else is known to have it
    QList<MarkCondition> all; ///< all of them hold

    bool operator==(const AnswerMark &) const = default;
};

/// Where a mark was found: the bytes of its first condition.
struct MarkHit
{
    EvidenceSource source = EvidenceSource::ResponseHead;
    ByteSpan span;
    QByteArray version; ///< empty: none was looked for, or found

    bool operator==(const MarkHit &) const = default;
};

/// nullopt: `view` has no answer, or it has not this mark. Of Via only the last entry counts, which
/// the proxy next to this computer added (RFC 9110 section 7.6.3).
std::optional<MarkHit> findMark(const AnswerMark &mark, const ExchangeView &view);

} // namespace pt
