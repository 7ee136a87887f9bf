// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/EnumNames.h"
#include "model/Words.h"

namespace pt {

/// Where the proof lies. Exchange kinds point at bytes; the others at a value of the Case.
enum class EvidenceSource {
    RequestHead,
    RequestBody,
    ResponseHead,
    ResponseBody,
    Exchange,
    Input,
    Resolution,
    Connect,
    Tls,
    Attempts,
    Kerberos,
    Environment,
    Memory ///< of earlier runs
};

PT_ENUM_NAMES(EvidenceSource, {EvidenceSource::RequestHead, "request-head"},
              {EvidenceSource::RequestBody, "request-body"}, {EvidenceSource::ResponseHead, "response-head"},
              {EvidenceSource::ResponseBody, "response-body"}, {EvidenceSource::Exchange, "exchange"},
              {EvidenceSource::Input, "input"}, {EvidenceSource::Resolution, "resolution"},
              {EvidenceSource::Connect, "connect"}, {EvidenceSource::Tls, "tls"},
              {EvidenceSource::Attempts, "attempts"}, {EvidenceSource::Kerberos, "kerberos"},
              {EvidenceSource::Environment, "environment"}, {EvidenceSource::Memory, "memory"})

/// One proof of a finding. For the four message sources, `start` and `length` index the bytes of that
/// head or body; `text` is those bytes as Latin-1, or the value the other sources speak of.
struct Evidence
{
    EvidenceSource source = EvidenceSource::ResponseHead;
    int exchange = 0; ///< id, 0: none
    qsizetype start = 0;
    qsizetype length = 0;
    QString text;
    Words says;

    bool operator==(const Evidence &) const = default;
};

} // namespace pt
