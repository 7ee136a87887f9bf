// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Finding.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace pt {

/// What became of the sign-in in one round of a watch. NotTried: there was nothing to sign in with,
/// or the round did not get so far. Unheard: it was sent, and no reply tells. Withheld: the proxy
/// asked, and the watch kept the sign-in back.
enum class WatchSignIn { NotTried, NotAsked, Accepted, Refused, Unheard, Withheld };

PT_ENUM_NAMES(WatchSignIn, {WatchSignIn::NotTried, "not-tried"},
              {WatchSignIn::NotAsked, "not-asked"}, {WatchSignIn::Accepted, "accepted"},
              {WatchSignIn::Refused, "refused"}, {WatchSignIn::Unheard, "unheard"},
              {WatchSignIn::Withheld, "withheld"})

/// One round of a watch, summed up. Of a status, nullopt is: not asked, and 0: no answer could be
/// read. Texts come from outside and are bounded, but not made safe to show. Holds no secret.
struct WatchRound
{
    int number = 0; ///< from 1
    QString startedUtc; ///< ISO 8601
    QString verdict; ///< id of the catalogue
    Severity severity = Severity::Info; ///< of the verdict
    /// The proxy works as far as can be seen without the sign-in that was withheld: the verdict
    /// says no more than that there was none.
    bool asksOnly = false;
    WatchSignIn signIn = WatchSignIn::NotTried;
    std::optional<int> plainStatus; ///< of the first plain request without credentials
    std::optional<int> connectStatus; ///< of the first CONNECT without credentials
    std::optional<int> signedPlainStatus; ///< of the last plain request with them
    std::optional<int> signedConnectStatus;
    QStringList schemes; ///< offered, in lower case, sorted; empty: none, or nothing was asked
    QString address; ///< address:port that was connected to; empty: none
    QString localAddress; ///< without the port
    QStringList nodes; ///< names that the proxy's own answers give themselves, sorted
    QString server; ///< what it calls its program
    std::optional<qint64> connectMs; ///< to that address
    std::optional<qint64> answerMs; ///< from the first request to the first byte of its answer
    QString certificate; ///< SHA-256 of the proxy's own, hex; empty: none was seen

    bool operator==(const WatchRound &) const = default;

    bool isHealthy() const { return severity == Severity::Ok; }
};

} // namespace pt
