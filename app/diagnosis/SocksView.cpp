// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/SocksView.h"

namespace pt {

namespace {

SocksView read(const ExchangeView &view)
{
    const Exchange &exchange = *view.exchange;
    SocksView socks;
    socks.view = &view;
    socks.answer.state = SocksState::Broken;
    const auto kind = socksMessageOfClient(exchange.request.body);
    if (!kind)
        return socks;
    socks.sent = readSocks(*kind, exchange.request.body);
    socks.answer = readSocks(socksAnswerTo(*kind), exchange.response.body);
    return socks;
}

} // namespace

QList<SocksView> socksViews(const Observations &observed)
{
    QList<SocksView> list;
    for (const ExchangeView &view : observed.socks)
        list.append(read(view));
    return list;
}

QList<SocksView> socksProbes(const Observations &observed)
{
    QList<SocksView> list;
    for (const ExchangeView &probe : observed.portProbes) {
        if (probe.exchange->request.head.isEmpty() && !probe.exchange->request.body.isEmpty())
            list.append(read(probe));
    }
    return list;
}

} // namespace pt
