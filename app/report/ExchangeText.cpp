// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/ExchangeText.h"

#include "model/HexRow.h"
#include "model/VisibleText.h"
#include "report/EvidenceMarks.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

struct ExchangeTexts
{
    Q_DECLARE_TR_FUNCTIONS(ExchangeText)
};

QStringList messageLines(const QByteArray &bytes, const QList<ByteMark> &marks, bool hex = false)
{
    MarkedLineOptions options;
    options.hex = hex;
    options.width = 120;
    options.unmarkedLines = 2000;
    return markedLines(bytes, marks, options);
}

} // namespace

QString exchangeText(const Case &value, const Diagnosis &diagnosis)
{
    QStringList lines;
    if (value.exchanges.isEmpty())
        lines << ExchangeTexts::tr("Nothing was sent to the proxy.");
    for (const Exchange &exchange : value.exchanges) {
        lines << u"== "_s
                + ExchangeTexts::tr(
                      "Exchange %1, connection %2, to %3, after %4 ms, took %5 ms, ended: %6")
                      .arg(QString::number(exchange.id), QString::number(exchange.connection),
                           visibleText(exchange.remote), QString::number(exchange.startedMs),
                           QString::number(exchange.durationMs), toString(exchange.end));
        for (const bool response : {false, true}) {
            const Message &message = response ? exchange.response : exchange.request;
            lines << QString()
                  << u"-- "_s
                    + (response ? ExchangeTexts::tr("Answer") : ExchangeTexts::tr("Request"));
            if (message.head.isEmpty() && message.body.isEmpty()) {
                lines << (response ? ExchangeTexts::tr("No answer came.")
                                   : ExchangeTexts::tr("It was not recorded."));
            }
            if (!message.head.isEmpty())
                lines << messageLines(message.head,
                                      evidenceMarks(diagnosis, exchange.id, response, false));
            if (!message.body.isEmpty())
                lines << messageLines(message.body,
                                      evidenceMarks(diagnosis, exchange.id, response, true),
                                      message.head.isEmpty() && isNoText(message.body));
        }
        lines << QString();
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace pt
