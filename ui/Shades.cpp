// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/Shades.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

namespace pt {

namespace {

int lightness(const QColor &colour)
{
    return qGray(colour.rgb());
}

QColor mixed(const QColor &a, const QColor &b, qreal partOfA)
{
    return QColor::fromRgbF(float(a.redF() * partOfA + b.redF() * (1 - partOfA)),
                            float(a.greenF() * partOfA + b.greenF() * (1 - partOfA)),
                            float(a.blueF() * partOfA + b.blueF() * (1 - partOfA)));
}

class MarkEngine final : public QIconEngine
{
public:
    MarkEngine(Mark mark, QColor fill, QColor sign)
        : m_mark(mark)
        , m_fill(std::move(fill))
        , m_sign(std::move(sign))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const qreal side = qMin(rect.width(), rect.height());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2);
        painter->scale(side / 16.0, side / 16.0);

        QPen pen(m_sign, 1.9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
        const QRectF circle(1, 1, 14, 14);
        switch (m_mark) {
        case Mark::Ok:
            fillCircle(painter, circle);
            painter->setPen(pen);
            painter->setBrush(Qt::NoBrush);
            painter->drawPolyline(QPolygonF({{4.6, 8.3}, {7.1, 10.8}, {11.5, 5.6}}));
            break;
        case Mark::Error:
            fillCircle(painter, circle);
            painter->setPen(pen);
            painter->drawLine(QPointF(5.4, 5.4), QPointF(10.6, 10.6));
            painter->drawLine(QPointF(10.6, 5.4), QPointF(5.4, 10.6));
            break;
        case Mark::Warning: {
            painter->setPen(QPen(m_fill, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter->setBrush(m_fill);
            painter->drawPolygon(QPolygonF({{8, 2}, {14.6, 13.8}, {1.4, 13.8}}));
            painter->setPen(pen);
            painter->drawLine(QPointF(8, 6.2), QPointF(8, 9.4));
            painter->drawPoint(QPointF(8, 12.1));
            break;
        }
        case Mark::Info:
            fillCircle(painter, circle);
            painter->setPen(pen);
            painter->drawPoint(QPointF(8, 4.8));
            painter->drawLine(QPointF(8, 7.6), QPointF(8, 11.4));
            break;
        case Mark::Running:
            painter->setPen(QPen(m_fill, 2, Qt::SolidLine, Qt::RoundCap));
            painter->setBrush(Qt::NoBrush);
            painter->drawArc(QRectF(2.5, 2.5, 11, 11), 40 * 16, 280 * 16);
            break;
        case Mark::Waiting:
            painter->setPen(QPen(m_fill, 1.4));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(QRectF(2.5, 2.5, 11, 11));
            break;
        case Mark::Skipped:
            painter->setPen(QPen(m_fill, 1.4));
            painter->setBrush(Qt::NoBrush);
            painter->drawEllipse(QRectF(2.5, 2.5, 11, 11));
            painter->drawLine(QPointF(5.6, 8), QPointF(10.4, 8));
            break;
        }
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new MarkEngine(*this); }

private:
    void fillCircle(QPainter *painter, const QRectF &circle) const
    {
        painter->setPen(Qt::NoPen);
        painter->setBrush(m_fill);
        painter->drawEllipse(circle);
    }

    Mark m_mark;
    QColor m_fill;
    QColor m_sign;
};

} // namespace

Shades Shades::of(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    Shades shades;
    shades.dark = lightness(window) < 128;
    shades.highContrast = qAbs(lightness(window) - lightness(text)) > 250;
    if (shades.dark) {
        shades.ok = QColor(0x6f, 0xd0, 0x8c);
        shades.info = QColor(0x7f, 0xb8, 0xff);
        shades.warning = QColor(0xff, 0xc4, 0x57);
        shades.error = QColor(0xff, 0x8a, 0x80);
        shades.proof = QColor(0x5c, 0x4a, 0x10);
        shades.proofCurrent = QColor(0xff, 0xd4, 0x54);
        shades.proofText = QColor(Qt::black);
        shades.escape = QColor(0xff, 0x9e, 0xd2);
    } else {
        shades.ok = QColor(0x1b, 0x7a, 0x3d);
        shades.info = QColor(0x1a, 0x5f, 0xb4);
        shades.warning = QColor(0x9a, 0x5b, 0x00);
        shades.error = QColor(0xb3, 0x1d, 0x1d);
        shades.proof = QColor(0xff, 0xf1, 0xc2);
        shades.proofCurrent = QColor(0xff, 0xd1, 0x3d);
        shades.proofText = QColor(Qt::black);
        shades.escape = QColor(0xa0, 0x1a, 0x6c);
    }
    shades.muted = shades.highContrast ? text : mixed(text, window, 0.66);
    shades.line = shades.highContrast ? text : mixed(text, window, 0.22);
    return shades;
}

QColor Shades::of(Severity severity) const
{
    switch (severity) {
    case Severity::Ok:
        return ok;
    case Severity::Info:
        return info;
    case Severity::Warning:
        return warning;
    case Severity::Error:
        return error;
    }
    return info;
}

QColor Shades::tint(const QPalette &palette, const QColor &colour) const
{
    const QColor base = palette.color(QPalette::Base);
    return highContrast ? base : mixed(colour, base, dark ? 0.16 : 0.09);
}

Mark markOf(Severity severity)
{
    switch (severity) {
    case Severity::Ok:
        return Mark::Ok;
    case Severity::Info:
        return Mark::Info;
    case Severity::Warning:
        return Mark::Warning;
    case Severity::Error:
        return Mark::Error;
    }
    return Mark::Info;
}

Mark markOf(StageStatus status)
{
    switch (status) {
    case StageStatus::Passed:
        return Mark::Ok;
    case StageStatus::Failed:
        return Mark::Error;
    case StageStatus::Warning:
        return Mark::Warning;
    case StageStatus::Skipped:
    case StageStatus::NotTested:
        return Mark::Skipped;
    }
    return Mark::Skipped;
}

QIcon markIcon(Mark mark, const QPalette &palette)
{
    const Shades shades = Shades::of(palette);
    const QColor sign = shades.dark ? QColor(Qt::black) : QColor(Qt::white);
    QColor fill = shades.muted;
    if (mark == Mark::Ok)
        fill = shades.ok;
    else if (mark == Mark::Info || mark == Mark::Running)
        fill = shades.info;
    else if (mark == Mark::Warning)
        fill = shades.warning;
    else if (mark == Mark::Error)
        fill = shades.error;
    return QIcon(new MarkEngine(mark, fill, sign));
}

} // namespace pt
