// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "practice/PracticeRequest.h"
#include "practice/PracticeStep.h"

#include <QList>
#include <QString>

#include <optional>

namespace pt {

/// What to do with the requests that meet every condition. A condition that is not set holds
/// always.
struct PracticeRule
{
    QString address; ///< of the proxy
    QByteArray method;
    QByteArray host; ///< exact, or "*.name"
    std::optional<int> port;
    QList<PracticeSigned> signedIn; ///< any of these; empty: all
    QByteArray nonce; ///< of a Digest answer
    std::optional<int> onConnection;
    std::optional<int> overall;
    std::optional<int> overallFrom; ///< holds from this request on
    QList<PracticeStep> steps;

    bool operator==(const PracticeRule &) const = default;

    bool matches(const PracticeRequest &request) const;
};

} // namespace pt
