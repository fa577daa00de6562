// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakestream.h"
#include "ui/connecting/linkpanel.h"
#include "ui/shell/statusline.h"
#include "ui/text/linktext.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace std::chrono_literals;
using net::LinkConditions;

namespace {

//! A stream whose link can be told to suffer.
class FakeLink final : public tests::FakeStream
{
public:
    void setLinkConditions(const LinkConditions &conditions) override
    {
        now_ = conditions;
        emit linkConditionsChanged(conditions);
    }
    [[nodiscard]] LinkConditions linkConditions() const override { return now_; }

private:
    LinkConditions now_;
};

} // namespace

class TestLinkPanel : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_stream = std::make_unique<FakeLink>();
        m_panel = std::make_unique<connecting::LinkPanel>(widgets::PanelContext{.handle = *m_stream});
        m_panel->resize(360, 480);
        m_panel->show();
    }
    void cleanup() { m_panel.reset(); }

    void everyPresetIsAppliedAndShown()
    {
        auto *const preset = m_panel->findChild<QComboBox *>(QStringLiteral("linkPreset"));
        const auto presets = connecting::linkPresets();
        QVERIFY(presets.front().conditions.isClear());
        for (int i = 1; i < presets.size(); ++i) {
            QTest::keyClick(preset, Qt::Key_Down); // As a person does.
            QVERIFY2(m_stream->linkConditions() == presets[i].conditions, qPrintable(presets[i].name));
            QCOMPARE(preset->currentIndex(), i);
            QVERIFY(!text::linkSummary(presets[i].conditions).isEmpty());
        }
        QTest::mouseClick(m_panel->findChild<QPushButton *>(QStringLiteral("linkOff")), Qt::LeftButton);
        QVERIFY(m_stream->linkConditions().isClear());
        QCOMPARE(preset->currentIndex(), 0);
    }

    void aTypedValueHoldsAtOnce()
    {
        auto *const delay = m_panel->findChild<QSpinBox *>(QStringLiteral("linkDelay"));
        delay->selectAll();
        QTest::keyClicks(delay, QStringLiteral("250"));
        QVERIFY(m_stream->linkConditions().isClear()); // Half typed is not meant.
        QTest::keyClick(delay, Qt::Key_Return);
        QVERIFY(m_stream->linkConditions() == LinkConditions{.delay = 250ms});
        auto *const preset = m_panel->findChild<QComboBox *>(QStringLiteral("linkPreset"));
        QCOMPARE(preset->currentIndex(), preset->count() - 1);
    }

    void itStandsInTheStatusLineWhileItIsOn()
    {
        shell::StatusLine line(*m_stream);
        auto *const mark = line.findChild<QLabel *>(QStringLiteral("linkConditions"));
        QVERIFY(mark->isHidden());
        m_stream->setLinkConditions({.delay = 200ms, .downRate = 64 * 1024});
        QVERIFY(!mark->isHidden());
        QVERIFY2(mark->text().contains(QStringLiteral("200 ms")), qPrintable(mark->text()));
        m_stream->setLinkConditions({});
        QVERIFY(mark->isHidden());
    }

private:
    std::unique_ptr<FakeLink> m_stream;
    std::unique_ptr<connecting::LinkPanel> m_panel;
};

QTEST_MAIN(TestLinkPanel)
#include "tst_linkpanel.moc"
