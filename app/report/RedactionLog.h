// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

#include <utility>

namespace pt {

/// What was replaced or removed, told without the originals.
class RedactionLog
{
public:
    struct Sum
    {
        int count = 0;
        qint64 characters = 0; ///< of the originals

        bool operator==(const Sum &) const = default;
    };
    using Place = std::pair<QString, QString>; ///< rule, part of the Case

    /// `rule` is stable, e.g. "body"; `part` names the part of the Case, e.g. "exchange 3,
    /// response".
    void add(const QString &rule, const QString &part, qint64 characters)
    {
        Sum &sum = m_sums[{rule, part}];
        ++sum.count;
        sum.characters += characters;
    }
    const QMap<Place, Sum> &sums() const { return m_sums; }
    bool operator==(const RedactionLog &) const = default;

private:
    QMap<Place, Sum> m_sums;
};

} // namespace pt
