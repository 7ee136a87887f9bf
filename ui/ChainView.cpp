// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ChainView.h"

#include "advice/Wording.h"
#include "model/VisibleText.h"
#include "ui/Shades.h"

#include <QEvent>
#include <QPainter>
#include <QUrl>

namespace pt {

using namespace Qt::StringLiterals;

ChainView::ChainView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("chain"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus); // so that a screen reader comes by
}

ChainView::Chain ChainView::chainOf(const Diagnosis &diagnosis)
{
    Chain chain;
    if (diagnosis.findings.isEmpty())
        return chain;
    const Finding &verdict = diagnosis.verdict();
    chain.severity = verdict.severity;
    if (verdict.severity == Severity::Ok || verdict.cause.startsWith("healthy."_L1))
        return chain;
    if (verdict.cause.startsWith("origin."_L1)) {
        chain.siteAtFault = true;
        return chain;
    }
    switch (verdict.stage) {
    case StageId::Settings:
    case StageId::Resolve:
    case StageId::Connect:
    case StageId::Secure:
    case StageId::Challenge:
    case StageId::SignIn:
        chain.toProxy = Link::Broken;
        chain.toSite = Link::NotTried;
        break;
    case StageId::Tunnel:
    case StageId::Target:
    case StageId::SecondOpinion:
        chain.toSite = Link::Broken;
        break;
    }
    // The proxy was reached and let us in, or answered for itself: what is missing lies behind it.
    if (verdict.cause.startsWith("policy."_L1) || verdict.cause.startsWith("tunnel."_L1)
        || verdict.cause.startsWith("proxy."_L1)) {
        chain.toProxy = Link::Fine;
        chain.toSite = Link::Broken;
    }
    return chain;
}

void ChainView::setCase(const Case &value, const Diagnosis &diagnosis)
{
    m_chain = chainOf(diagnosis);
    m_stage = diagnosis.findings.isEmpty() ? StageId::Settings : diagnosis.verdict().stage;
    m_product = diagnosis.product
        ? visibleText((diagnosis.product->name + u' ' + diagnosis.product->version).trimmed(), false, 80)
        : QString();
    m_proxySentence = diagnosis.product ? visibleText(wordProduct(*diagnosis.product), false, 200) : QString();
    m_proxy = visibleText(value.input.endpoint.authority(), false, 80);
    QString target = value.input.targets.isEmpty() ? QString() : value.input.targets.first();
    if (!diagnosis.findings.isEmpty()) {
        for (const Evidence &evidence : diagnosis.verdict().evidence) {
            const Exchange *exchange = value.exchange(evidence.exchange);
            if (exchange && !exchange->target.isEmpty()) {
                target = exchange->target;
                break;
            }
        }
    }
    const QString host = QUrl(target).host();
    m_site = visibleText(host.isEmpty() ? target : host, false, 80);
    describe();
    update();
}

QSize ChainView::sizeHint() const
{
    return {640, minimumSizeHint().height()};
}

QSize ChainView::minimumSizeHint() const
{
    return {320, fontMetrics().height() * 4 + 14};
}

QString ChainView::linkWords(Link link, bool toProxy) const
{
    switch (link) {
    case Link::Fine:
        return tr("works");
    case Link::NotTried:
        return tr("not reached");
    case Link::Broken:
        if (toProxy && (m_stage == StageId::SignIn || m_stage == StageId::Challenge))
            return tr("not let in");
        return tr("broken here");
    }
    return {};
}

void ChainView::describe()
{
    QString words;
    if (m_chain.siteAtFault) {
        words = tr("The way through the proxy works. The site itself refuses.");
    } else if (m_chain.toProxy == Link::Broken) {
        words = tr("The way is broken between this computer and the proxy. The site was not reached.");
    } else if (m_chain.toSite == Link::Broken) {
        words = tr("This computer reaches the proxy. The way is broken between the proxy and the site.");
    } else {
        words = tr("The way from this computer through the proxy to the site works.");
    }
    setAccessibleName(tr("The way to the site"));
    setAccessibleDescription(m_proxySentence.isEmpty() ? words : tr("%1 The proxy: %2").arg(words, m_proxySentence));
}

void ChainView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        describe();
        update();
    }
}

void ChainView::paintEvent(QPaintEvent *)
{
    const Shades shades = Shades::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFontMetrics metrics(font());
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);

    const int line = metrics.height();
    const int boxWidth = qBound(90, width() * 26 / 100, line * 13);
    const int boxHeight = line * 3;
    const int top = (height() - boxHeight) / 2;
    const int gap = (width() - 2 - 3 * boxWidth) / 2;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto place = [&](int left, int boxTop, int boxWide, int boxHigh) {
        return QRectF(mirrored ? width() - left - boxWide : left, boxTop, boxWide, boxHigh);
    };

    struct Node
    {
        QString title;
        QString name;
        bool atFault;
        bool reached;
    };
    const Node nodes[] = {
        {tr("This computer"), QString(), false, true},
        {m_product.isEmpty() ? tr("Proxy") : tr("Proxy: %1").arg(m_product), m_proxy, false, m_chain.toProxy == Link::Fine},
        {tr("Site"), m_site, m_chain.siteAtFault,
         m_chain.toProxy == Link::Fine && m_chain.toSite == Link::Fine},
    };
    for (int i = 0; i < 3; ++i) {
        const Node &node = nodes[i];
        const QRectF box = place(1 + i * (boxWidth + gap), top, boxWidth, boxHeight).adjusted(0.5, 0.5, -0.5, -0.5);
        QPen pen(node.atFault ? shades.error : node.reached ? shades.muted : shades.line,
                 node.atFault ? 2.5 : 1.2);
        if (!node.reached && !node.atFault)
            pen.setStyle(Qt::DashLine);
        painter.setPen(pen);
        painter.setBrush(node.atFault ? shades.tint(palette(), shades.error)
                                      : palette().color(QPalette::Base));
        painter.drawRoundedRect(box, 7, 7);
        painter.setPen(palette().color(QPalette::Text));
        const QRectF inner = box.adjusted(8, 4, -8, -4);
        painter.setFont(bold);
        if (node.name.isEmpty()) {
            painter.drawText(inner, Qt::AlignCenter | Qt::TextWordWrap, node.title);
        } else {
            QRectF upper = inner;
            upper.setBottom(inner.center().y());
            QRectF lower = inner;
            lower.setTop(inner.center().y());
            painter.drawText(upper, Qt::AlignHCenter | Qt::AlignBottom,
                             QFontMetrics(bold).elidedText(node.title, Qt::ElideRight, int(inner.width())));
            painter.setFont(font());
            painter.drawText(lower, Qt::AlignHCenter | Qt::AlignTop,
                             metrics.elidedText(node.name, Qt::ElideMiddle, int(inner.width())));
        }
        painter.setFont(font());
    }

    const Link links[] = {m_chain.toProxy, m_chain.toSite};
    for (int i = 0; i < 2; ++i) {
        const int left = 1 + boxWidth + i * (boxWidth + gap);
        const QRectF area = place(left, top, gap, boxHeight);
        const qreal y = area.center().y();
        const QColor colour = links[i] == Link::Fine ? shades.ok
            : links[i] == Link::NotTried             ? shades.muted
                                                     : shades.of(m_chain.severity == Severity::Warning
                                                                     ? Severity::Warning
                                                                     : Severity::Error);
        painter.setPen(QPen(colour, links[i] == Link::NotTried ? 1.5 : 3,
                            links[i] == Link::NotTried ? Qt::DotLine : Qt::SolidLine));
        painter.drawLine(QPointF(area.left() + 3, y), QPointF(area.right() - 3, y));
        const int side = line + 4;
        const QRect mark(int(area.center().x()) - side / 2, int(y) - side / 2, side, side);
        if (links[i] != Link::NotTried) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(palette().window());
            painter.drawRect(mark.adjusted(-3, 0, 3, 0));
            const Mark sign = links[i] == Link::Fine ? Mark::Ok
                : m_chain.severity == Severity::Warning ? Mark::Warning
                                                        : Mark::Error;
            markIcon(sign, palette()).paint(&painter, mark);
        }
        painter.setPen(links[i] == Link::Broken ? colour : shades.muted);
        QFont words = font();
        if (links[i] == Link::Broken)
            words.setWeight(QFont::DemiBold);
        painter.setFont(words);
        const QRectF caption(area.left() + 2, y + side / 2.0 + 1, area.width() - 4, line + 2);
        painter.drawText(caption, Qt::AlignHCenter | Qt::AlignTop,
                         QFontMetrics(words).elidedText(linkWords(links[i], i == 0), Qt::ElideRight,
                                                        int(caption.width())));
        painter.setFont(font());
    }
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
    }
}

} // namespace pt
