// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <limits>
#include <optional>

namespace pt {

/// Reads one JSON object strictly and remembers the first thing wrong in it, with its place. After
/// a problem every read gives an empty value, so that a reader need check only once, at the end.
class JsonReader
{
public:
    /// `problem` is shared by the readers of one document and must outlive them.
    JsonReader(const QJsonObject &object, const QString &path, QString &problem);

    QString place(const QString &key) const;
    void complain(const QString &key, const QString &what);
    bool failed() const { return !m_problem.isEmpty(); }

    void allowOnly(std::initializer_list<const char *> keys);
    bool has(const char *key) const;
    QString text(const char *key); ///< empty where it is missing
    QString neededText(const char *key); ///< complains where it is missing or empty
    QStringList texts(const char *key);
    std::optional<qint64> number(const char *key, qint64 least, qint64 most);
    QJsonObject object(const char *key);
    QJsonArray array(const char *key);

private:
    QJsonObject m_object;
    QString m_path;
    QString &m_problem;
};

} // namespace pt
