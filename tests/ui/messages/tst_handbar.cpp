// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakehandle.h"
#include "ui/messages/composerpanel.h"
#include "ui/messages/handbar.h"
#include "ui/viewers/composeedit.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using messages::HandBar;
using stream::HandOrder;
using ws::testbench::Breakage;

struct HandBarDesk
{
    tests::FakeHandle handle;
    messages::ComposerPanel panel{widgets::PanelContext{.handle = handle}};

    HandBarDesk()
    {
        panel.resize(900, 300);
        panel.show();
        panel.setTick(handle.tick());
    }
    template <typename T>
    [[nodiscard]] T *child(const char *name) const
    {
        auto *found = panel.findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT(found);
        return found;
    }
    [[nodiscard]] HandBar *bar() const { return child<HandBar>("handBar"); }
    void choose(const char *name) { child<QAction>(name)->trigger(); }
    void type(const QString &text) { QTest::keyClicks(child<viewers::ComposeEdit>("composeEdit"), text); }
    void send() { QTest::mouseClick(child<QPushButton>("send"), Qt::LeftButton); }
};

//! How a person sends in fragments, in parts, and broken; and that nobody does it without seeing it.
class TestHandBar : public QObject
{
    Q_OBJECT
private slots:
    void plainAtFirst()
    {
        HandBarDesk desk;
        QVERIFY(!desk.bar()->isVisible());
        desk.type(QStringLiteral("hello"));
        desk.send();
        QCOMPARE(desk.handle.sent.size(), 1);
        QVERIFY(desk.handle.orders.isEmpty());
    }

    void fragments()
    {
        HandBarDesk desk;
        desk.choose("wayFragments");
        QVERIFY(desk.bar()->isVisible());
        desk.child<QSpinBox>("fragmentSize")->setValue(2);
        desk.type(QStringLiteral("hello"));
        desk.send();
        QVERIFY(desk.handle.sent.isEmpty());
        QCOMPARE(desk.handle.orders, (QList<HandOrder>{{.payload = "hello", .options = {.fragmentSize = 2}}}));
    }

    void partByPart()
    {
        HandBarDesk desk;
        desk.choose("wayParts");
        desk.type(QStringLiteral("a"));
        desk.send();
        desk.type(QStringLiteral("b"));
        QTest::mouseClick(desk.child<QPushButton>("finishParts"), Qt::LeftButton);
        QCOMPARE(desk.handle.orders,
            (QList<HandOrder>{
                {.way = HandOrder::Way::Chunk, .payload = "a"}, {.way = HandOrder::Way::LastChunk, .payload = "ab"}}));
    }

    void pingPongAndCompression()
    {
        HandBarDesk desk;
        desk.type(QStringLiteral("x"));
        desk.choose("wayPing");
        desk.send();
        desk.choose("wayPong");
        desk.send();
        desk.choose("wayPlain");
        desk.choose("compressNever");
        desk.send();
        QCOMPARE(desk.handle.orders,
            (QList<HandOrder>{{.opcode = ws::Opcode::Ping, .payload = "x"},
                {.opcode = ws::Opcode::Pong, .payload = "x"},
                {.payload = "x", .options = {.compress = ws::Compress::Never}}}));
    }

    void benchIsMarkedAndDisarmed()
    {
        HandBarDesk desk;
        desk.choose("wayTestBench");
        const QColor mark = desk.bar()->palette().color(QPalette::Window);
        QVERIFY(mark.red() > 150 && mark.green() < 60 && mark.blue() < 60);
        QVERIFY(desk.child<QLabel>("handTitle")->text().contains(QStringLiteral("TEST BENCH")));
        desk.type(QStringLiteral("x"));
        desk.send();
        QCOMPARE(desk.handle.orders.last().way, HandOrder::Way::Broken);
        QCOMPARE(desk.handle.orders.last().breakage, Breakage::InvalidUtf8);
        desk.child<QCheckBox>("withholdPongs")->click();
        QVERIFY(desk.handle.withheld);
        QTest::mouseClick(desk.child<QPushButton>("leaveWay"), Qt::LeftButton);
        QVERIFY(!desk.handle.withheld);
        QVERIFY(!desk.bar()->isVisible());
        desk.send();
        QCOMPARE(desk.handle.sent.size(), 1);
    }

    void everyBreakageIsOffered()
    {
        HandBarDesk desk;
        desk.choose("wayTestBench");
        auto *breakages = desk.child<QComboBox>("breakage");
        QCOMPARE(breakages->count(), static_cast<int>(ws::testbench::allBreakages.size()));
        for (int i = 0; i < breakages->count(); ++i) {
            breakages->setCurrentIndex(i);
            QVERIFY(!breakages->currentText().isEmpty());
            QVERIFY(!desk.child<QLabel>("handWords")->text().isEmpty());
            const auto order = desk.bar()->order(ws::Opcode::Text, "x");
            QVERIFY(order);
            QCOMPARE(order->breakage, ws::testbench::allBreakages[static_cast<std::size_t>(i)]);
            QCOMPARE(desk.child<QSpinBox>("closeCode")->isVisible(), order->breakage == Breakage::CloseCode);
        }
    }
};

QTEST_MAIN(TestHandBar)
#include "tst_handbar.moc"
