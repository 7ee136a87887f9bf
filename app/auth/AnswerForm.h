// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace pt {

/// What an answer may be made otherwise than the RFCs have it, for proxies that have it otherwise.
struct AnswerForm
{
    /// User and domain go out in ISO-8859-1; the password's bytes are sent as they are, and have to
    /// be brought into it before.
    bool latin1 = false;
    /// SHA-512-256 is computed as the example of RFC 7616 section 3.9.2 is misprinted.
    bool misprintedHash = false;
    /// Digest signs the whole URL of a plain request in place of its path.
    bool absoluteUri = false;

    bool operator==(const AnswerForm &) const = default;
    QByteArray encoded(const QString &name) const
    {
        return latin1 ? name.toLatin1() : name.toUtf8();
    }
};

} // namespace pt
