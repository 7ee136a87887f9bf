// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace pt {

/// Fusion draws the edges of boxes and fields darker than the window, which nobody sees on a dark one. This
/// draws them lighter there, 3:1 against the window (WCAG 2.1, 1.4.11), and changes nothing elsewhere.
class OutlinedStyle : public QProxyStyle
{
    Q_OBJECT

public:
    explicit OutlinedStyle(QStyle *base = nullptr); ///< takes it; nullptr: the application's own

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
};

} // namespace pt
