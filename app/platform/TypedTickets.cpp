// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/TypedTickets.h"

#include <krb5/krb5.h>

#include <utility>

namespace pt {

namespace {

void destroyCache(const QByteArray &name)
{
    krb5_context context = nullptr;
    if (name.isEmpty() || krb5_init_context(&context) != 0)
        return;
    krb5_ccache cache = nullptr;
    if (krb5_cc_resolve(context, name.constData(), &cache) == 0)
        krb5_cc_destroy(context, cache);
    krb5_free_context(context);
}

} // namespace

TypedTickets::~TypedTickets()
{
    destroyCache(m_name);
}

QByteArray TypedTickets::cacheName() const
{
    const std::lock_guard lock(m_mutex);
    return m_name;
}

void TypedTickets::keep(const QByteArray &cacheName)
{
    QByteArray old;
    {
        const std::lock_guard lock(m_mutex);
        old = std::exchange(m_name, cacheName);
    }
    destroyCache(old);
}

} // namespace pt
