// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QString>

#include <optional>
#include <utility>

namespace pt {

/// The stable spelling of each value of an enum, for JSON and the console. Specialise
/// `enumNames<E>()` beside the enum; the first row of a value is the spelling written.
template<typename E>
struct EnumName
{
    E value;
    const char *name;
};

template<typename E, std::size_t N>
QString nameIn(const EnumName<E> (&table)[N], E value)
{
    for (const auto &row : table) {
        if (row.value == value)
            return QString::fromLatin1(row.name);
    }
    return {};
}

template<typename E, std::size_t N>
std::optional<E> valueIn(const EnumName<E> (&table)[N], const QString &name)
{
    for (const auto &row : table) {
        if (name == QLatin1StringView(row.name))
            return row.value;
    }
    return std::nullopt;
}

} // namespace pt

/// Declares toString(E) and the parser `E##FromString`; the table is the list of rows.
#define PT_ENUM_NAMES(E, ...)                                                                      \
    inline QString toString(E value)                                                               \
    {                                                                                              \
        static constexpr ::pt::EnumName<E> table[] = {__VA_ARGS__};                                \
        return ::pt::nameIn(table, value);                                                         \
    }                                                                                              \
    inline std::optional<E> parse##E(const QString &name)                                          \
    {                                                                                              \
        static constexpr ::pt::EnumName<E> table[] = {__VA_ARGS__};                                \
        return ::pt::valueIn(table, name);                                                         \
    }
