// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/handorder.h"

#include <QFrame>

#include <optional>

class QAction;
class QActionGroup;
class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace messages {

//! How the composer sends: as a plain message, in fragments, part by part, as a ping or pong, or broken on purpose.
//!
//! The bar is hidden while messages are plain. The test bench is off at each start, marked red while it is armed, and
//! disarmed by the same bar.
class HandBar : public QFrame
{
    Q_OBJECT
public:
    enum class Way : quint8 { Plain, Fragments, Parts, Ping, Pong, TestBench };

    explicit HandBar(QWidget *parent = nullptr);

    //! The button that opens the choice; it belongs into the composer's own bar.
    [[nodiscard]] QToolButton *button() const { return m_button; }
    [[nodiscard]] Way way() const { return m_way; }
    void setWay(Way way);

    //! What pressing Send does with \a payload; nothing when it is a plain message.
    [[nodiscard]] std::optional<stream::HandOrder> order(ws::Opcode opcode, const QByteArray &payload) const;

signals:
    void wayChanged();
    void finishPressed(); //!< The message in parts ends with what stands in the editor.
    void pongsWithheld(bool withheld);

private:
    void buildMenu();
    void buildLayout();
    void fillBreakages();
    void refresh();
    [[nodiscard]] ws::testbench::Breakage breakage() const;
    [[nodiscard]] QString explanation() const;
    QAction *addWay(const QString &text, Way way, const char *name);

    Way m_way = Way::Plain;
    QToolButton *m_button;
    QMenu *m_menu;
    QActionGroup *m_ways;
    QActionGroup *m_compress;
    QLabel *m_title;
    QLabel *m_words;
    QSpinBox *m_size;
    QPushButton *m_finish;
    QComboBox *m_breakage;
    QSpinBox *m_code;
    QCheckBox *m_withhold;
    QPushButton *m_leave;
};

} // namespace messages
