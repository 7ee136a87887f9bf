// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace pt {

/// One thing a practice proxy does, in the order in which a rule lists them.
struct PracticeStep
{
    enum class Kind {
        Send, ///< `bytes`
        Delay, ///< for `ms`
        Close, ///< FIN once everything is sent
        Reset, ///< RST at once
        Silent, ///< says nothing more, keeps the connection open
        TargetAnswer, ///< what the asked site would say
        StartSite, ///< the bytes that follow are TLS with the asked site
        Drip, ///< `bytes`, one every `ms`
        EndlessHeader, ///< field lines without an end, at most `count` bytes
        Filler ///< `count` bytes that are made while they are sent
    };

    Kind kind = Kind::Close;
    QByteArray bytes;
    bool expand = false; ///< `bytes` hold {date}, {host} or {port}, to be filled in when sent
    int ms = 0; ///< 0 to 600 000
    qint64 count = 0;
    bool untrusted = false; ///< StartSite: with a certificate nobody has a reason to trust

    bool operator==(const PracticeStep &) const = default;
};

} // namespace pt
