// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/OutlinedStyle.h"

#include <QCheckBox>
#include <QImage>
#include <QLineEdit>
#include <QRadioButton>
#include <QStyleFactory>
#include <QTest>

#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

/// Relative luminance, WCAG 2.1.
double luminance(QRgb colour)
{
    const auto linear = [](int channel) {
        const double part = channel / 255.0;
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour))
        + 0.0722 * linear(qBlue(colour));
}

double contrast(QRgb a, QRgb b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QPalette darkPalette()
{
    QPalette palette(QColor(0x3a, 0x3c, 0x40), QColor(0x2b, 0x2d, 0x30));
    palette.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    return palette;
}

} // namespace

/// Edges of what can be ticked and typed into.
class TestOutlinedStyle : public QObject
{
    Q_OBJECT

private slots:
    void edges_data();
    void edges();
    void lightIsAsItWas();

private:
    /// The strongest contrast with the window of any pixel of the empty control.
    static double strongest(QWidget &control, QStyle &style, const QPalette &palette);
};

double TestOutlinedStyle::strongest(QWidget &control, QStyle &style, const QPalette &palette)
{
    control.setStyle(&style);
    control.setPalette(palette);
    control.resize(control.sizeHint());
    QImage image(control.size(), QImage::Format_RGB32);
    const QColor window = palette.color(QPalette::Window);
    image.fill(window);
    control.render(&image);
    double found = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            found = std::max(found, contrast(image.pixel(x, y), window.rgb()));
    }
    return found;
}

void TestOutlinedStyle::edges_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("box") << 0;
    QTest::newRow("round") << 1;
    QTest::newRow("field") << 2;
}

void TestOutlinedStyle::edges()
{
    QFETCH(int, kind);
    const auto make = [kind]() -> std::unique_ptr<QWidget> {
        if (kind == 0)
            return std::make_unique<QCheckBox>();
        if (kind == 1)
            return std::make_unique<QRadioButton>();
        return std::make_unique<QLineEdit>();
    };
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"Fusion"_s));
    pt::OutlinedStyle outlined(QStyleFactory::create(u"Fusion"_s));
    QVERIFY2(strongest(*make(), *fusion, darkPalette()) < 3, "nothing to mend any more");
    QVERIFY(strongest(*make(), outlined, darkPalette()) >= 3);
}

void TestOutlinedStyle::lightIsAsItWas()
{
    const std::unique_ptr<QStyle> fusion(QStyleFactory::create(u"Fusion"_s));
    pt::OutlinedStyle outlined(QStyleFactory::create(u"Fusion"_s));
    const QPalette light(QColor(0xef, 0xef, 0xef));
    QCheckBox first;
    QCheckBox second;
    QCOMPARE(strongest(first, outlined, light), strongest(second, *fusion, light));
}

QTEST_MAIN(TestOutlinedStyle)
#include "tst_outlined_style.moc"
