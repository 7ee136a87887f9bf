// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "practice/JsonReader.h"

#include <algorithm>
#include <cmath>

namespace pt {

using namespace Qt::StringLiterals;

JsonReader::JsonReader(const QJsonObject &object, const QString &path, QString &problem)
    : m_object(object)
    , m_path(path)
    , m_problem(problem)
{
}

QString JsonReader::place(const QString &key) const
{
    return m_path.isEmpty() ? key : m_path + u'.' + key;
}

void JsonReader::complain(const QString &key, const QString &what)
{
    if (m_problem.isEmpty())
        m_problem = place(key) + u": "_s + what;
}

void JsonReader::allowOnly(std::initializer_list<const char *> keys)
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        const QString name = it.key();
        const bool known = std::any_of(keys.begin(), keys.end(), [&name](const char *key) {
            return name == QLatin1StringView(key);
        });
        if (!known)
            complain(name, u"this word is not known here"_s);
    }
}

bool JsonReader::has(const char *key) const
{
    return m_object.contains(QLatin1StringView(key));
}

QString JsonReader::text(const char *key)
{
    const QJsonValue value = m_object.value(QLatin1StringView(key));
    if (value.isString())
        return value.toString();
    if (!value.isUndefined())
        complain(QLatin1StringView(key), u"a text is needed"_s);
    return {};
}

QString JsonReader::neededText(const char *key)
{
    const QString value = text(key);
    if (value.isEmpty())
        complain(QLatin1StringView(key), u"a text is needed"_s);
    return value;
}

QStringList JsonReader::texts(const char *key)
{
    QStringList list;
    const QJsonArray values = array(key);
    for (const QJsonValue &value : values) {
        if (!value.isString()) {
            complain(QLatin1StringView(key), u"a list of texts is needed"_s);
            return {};
        }
        list.append(value.toString());
    }
    return list;
}

std::optional<qint64> JsonReader::number(const char *key, qint64 least, qint64 most)
{
    const QJsonValue value = m_object.value(QLatin1StringView(key));
    if (value.isUndefined())
        return std::nullopt;
    const double number = value.toDouble(std::nan(""));
    // The comparison is false for NaN as well.
    if (!(number >= double(least) && number <= double(most)) || number != std::floor(number)) {
        complain(QLatin1StringView(key),
                 u"a whole number from %1 to %2 is needed"_s.arg(least).arg(most));
        return std::nullopt;
    }
    return qint64(number);
}

QJsonObject JsonReader::object(const char *key)
{
    const QJsonValue value = m_object.value(QLatin1StringView(key));
    if (!value.isUndefined() && !value.isObject())
        complain(QLatin1StringView(key), u"an object is needed"_s);
    return value.toObject();
}

QJsonArray JsonReader::array(const char *key)
{
    const QJsonValue value = m_object.value(QLatin1StringView(key));
    if (!value.isUndefined() && !value.isArray())
        complain(QLatin1StringView(key), u"a list is needed"_s);
    return value.toArray();
}

} // namespace pt
