// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <mutex>

namespace pt {

/// The name of the cache in memory that holds the tickets got with a typed password, for the
/// requests of one run. Any thread may ask. The cache goes with this.
class TypedTickets
{
public:
    TypedTickets() = default;
    TypedTickets(const TypedTickets &) = delete;
    TypedTickets &operator=(const TypedTickets &) = delete;
    ~TypedTickets();

    /// "MEMORY:…"; empty: there is none yet.
    QByteArray cacheName() const;
    /// Takes over the cache; one that was there before is destroyed.
    void keep(const QByteArray &cacheName);

private:
    mutable std::mutex m_mutex;
    QByteArray m_name;
};

} // namespace pt
