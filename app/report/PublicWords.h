// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// Words that error pages, reason phrases, realms and system messages of proxies have in common. A
/// text from outside may keep these and nothing else: what is not known to be public is withheld.
bool isPublicWord(const QString &word);

/// `text` with each run of other words replaced by "[...]". Punctuation, short numbers, stand-ins
/// and addresses (stand-ins by now) stay. Idempotent. `withheld` counts the characters taken away.
QString publicWords(const QString &text, qint64 *withheld = nullptr);

} // namespace pt
