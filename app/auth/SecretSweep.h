// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace pt {

/// Looks for secrets in bytes, in every spelling a program could give them: raw UTF-8, Latin-1, UTF-16 LE
/// and BE, percent-encoded, base64 (standard and URL-safe) at the three alignments, hex in both cases,
/// HTML and JSON escapes, quoted-string; and the secret as it is sent in other spellings
/// (SecretSpelling.h). Secrets of fewer than 4 bytes cannot be looked for reliably and
/// are passed over (`unsweepable()` counts them). Holds copies, wiped on destruction.
class SecretSweep
{
public:
    explicit SecretSweep(const QList<const Secret *> &secrets);
    ~SecretSweep();
    SecretSweep(const SecretSweep &) = delete;
    SecretSweep &operator=(const SecretSweep &) = delete;

    int unsweepable() const { return m_unsweepable; }
    bool finds(QByteArrayView bytes) const;
    /// `bytes` with every hit replaced by "[secret]"; for what a proxy echoes back.
    QByteArray scrubbed(QByteArrayView bytes) const;

private:
    QList<QByteArray> m_spellings; ///< longest first
    int m_unsweepable = 0;
};

} // namespace pt
